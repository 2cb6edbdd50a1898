/**
 * Lines of text in one string, searched with the engine's own `indexOf`, plus what changed since it was packed.
 * The id (36 characters) begins each line. 100,000 persons make about 15 MB and are scanned in a few milliseconds.
 */
export class PackedTable {
  #text: string;
  #starts: Int32Array | undefined;
  readonly #changed = new Map<string, string | null>();

  constructor(text = '\n') {
    this.#text = text;
  }

  get changes(): number {
    return this.#changed.size;
  }

  /** `line` without its id; null takes the record away. A line may not hold a line feed. */
  set(id: string, line: string | null): void {
    this.#changed.set(id, line === null ? null : `${id}${line.replaceAll('\n', ' ')}`);
  }

  get(id: string): string | undefined {
    const changed = this.#changed.get(id);
    if (changed !== undefined) return changed ?? undefined;
    const at = this.#text.indexOf(`\n${id}`);
    return at < 0 ? undefined : this.#text.slice(at + 1, this.#text.indexOf('\n', at + 1));
  }

  /** Lines that hold any of the needles, each once, at most `limit`; a needle may not hold a line feed. */
  find(needles: readonly string[], limit: number): readonly string[] {
    const found = new Map<string, string>();
    for (const needle of needles) {
      for (const [id, line] of this.#changed) {
        if (found.size >= limit) return [...found.values()];
        if (line?.includes(needle)) found.set(id, line);
      }
      let at = this.#text.indexOf(needle);
      while (at >= 0 && found.size < limit) {
        const [start, end] = this.#lineAt(at);
        const id = this.#text.slice(start, start + 36);
        if (!this.#changed.has(id)) found.set(id, this.#text.slice(start, end));
        at = this.#text.indexOf(needle, end);
      }
    }
    return [...found.values()];
  }

  /** One text of everything, changes included: what the next snapshot holds. */
  pack(): string {
    const kept = this.#text.split('\n').filter((line) => line !== '' && !this.#changed.has(line.slice(0, 36)));
    const changed = [...this.#changed.values()].filter((line) => line !== null);
    const lines = [...kept, ...changed];
    return lines.length === 0 ? '\n' : `\n${lines.join('\n')}\n`;
  }

  #lineAt(position: number): readonly [number, number] {
    const starts = (this.#starts ??= lineStarts(this.#text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    const end = this.#text.indexOf('\n', position);
    return [starts[low] ?? 0, end < 0 ? this.#text.length : end];
  }
}

function lineStarts(text: string): Int32Array {
  const starts: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0 && at + 1 < text.length; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return Int32Array.from(starts);
}
