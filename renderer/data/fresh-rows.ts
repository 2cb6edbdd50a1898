export type FreshRow = { readonly id: string; readonly record: unknown };

/** All that some transactions in a row wrote; `stamp` of the last one. */
export type Written = { readonly stamp: number; readonly rows: readonly FreshRow[] };

const MOST_ROWS = 5000;

/**
 * What this side wrote last, as it was before it was encrypted, so that the search that follows it need not read it back.
 * Nothing is kept unless somebody follows, and a few pages at most.
 */
export class FreshRows {
  #written: Written[] = [];
  #followed = false;

  follow(): void {
    this.#followed = true;
  }

  /** Leaves nothing decrypted in memory. */
  forget(): void {
    this.#followed = false;
    this.#written = [];
  }

  /** Of a transaction that was committed, whatever it wrote. */
  add(stamp: number, rows: readonly FreshRow[]): void {
    if (!this.#followed) return;
    this.#written.push({ stamp, rows });
    let count = this.#written.reduce((sum, { rows: some }) => sum + some.length, 0);
    while (count > MOST_ROWS) count -= this.#written.shift()?.rows.length ?? 0;
  }

  /** Hands over what was written after that stamp; undefined when the first of it is not here: the cache has it all. */
  takeAfter(stamp: number): Written | undefined {
    this.#written = this.#written.filter((one) => one.stamp > stamp);
    let last = stamp;
    const rows: FreshRow[] = [];
    while (this.#written[0]?.stamp === last + 1) {
      const next = this.#written.shift();
      rows.push(...(next?.rows ?? []));
      last += 1;
    }
    return last === stamp ? undefined : { stamp: last, rows };
  }
}
