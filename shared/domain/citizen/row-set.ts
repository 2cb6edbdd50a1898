/** Rows of a table, one bit each: what is found of each fragment is put together 32 rows at a time. */
export class RowSet {
  readonly #bits: Uint32Array;

  /** Empty; `size`: the number of rows that there are. */
  constructor(size: number) {
    this.#bits = new Uint32Array(Math.ceil(size / 32));
  }

  add(row: number): void {
    this.#bits[row >>> 5]! |= 1 << (row & 31);
  }

  has(row: number): boolean {
    return ((this.#bits[row >>> 5] ?? 0) & (1 << (row & 31))) !== 0;
  }

  /** Takes in all of another set of the same table. */
  join(other: RowSet): this {
    for (let at = 0; at < this.#bits.length; at++) this.#bits[at]! |= other.#bits[at] ?? 0;
    return this;
  }

  /** Leaves only what the other set has as well. */
  keep(other: RowSet): this {
    for (let at = 0; at < this.#bits.length; at++) this.#bits[at]! &= other.#bits[at] ?? 0;
    return this;
  }

  /** Leaves only what the other set has not. */
  drop(other: RowSet): this {
    for (let at = 0; at < this.#bits.length; at++) this.#bits[at]! &= ~(other.#bits[at] ?? 0);
    return this;
  }

  copy(): RowSet {
    return new RowSet(this.#bits.length * 32).join(this);
  }

  /** In ascending order, those before `from` left out. */
  *rows(from = 0): Generator<number> {
    for (let at = from >>> 5; at < this.#bits.length; at++) {
      let left = this.#bits[at] ?? 0;
      if (at === from >>> 5) left &= -1 << (from & 31);
      for (; left !== 0; left &= left - 1) yield at * 32 + 31 - Math.clz32(left & -left);
    }
  }
}
