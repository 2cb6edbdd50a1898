import type { RowSet } from './row-set.ts';

/** As narrow as the highest of them allows. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array;

/** A column as it is kept. */
export type ColumnData = {
  /** Every term that a row has, once, each before a line feed. */
  readonly terms: string;
  /** Length of each of them, its line feed counted. */
  readonly lengths: Numbers;
  /** How many terms each row has; empty when none has more than one: each is then given one, a row without any the empty one. */
  readonly counts: Numbers;
  /** The numbers of all rows' terms, row by row. */
  readonly numbers: Numbers;
};

/**
 * A column of cells, each a list of terms: words of a name, phones of a person. What is looked for is looked for once among the
 * distinct terms, with the engine's own `indexOf`; then come the rows of those that hold it.
 */
export class PackedColumn {
  readonly #data: ColumnData;
  #termEnds: Int32Array | undefined;
  #cellEnds: Int32Array | undefined;
  #rows: { readonly ends: Int32Array; readonly rows: Int32Array } | undefined;

  constructor(data: ColumnData) {
    this.#data = data;
  }

  cell(row: number): readonly string[] {
    const { counts, numbers } = this.#data;
    if (counts.length === 0) {
      const term = this.#term(numbers[row] ?? 0);
      return term === '' ? [] : [term];
    }
    const ends = (this.#cellEnds ??= sums(counts));
    return Array.from(numbers.subarray(row === 0 ? 0 : ends[row - 1], ends[row]), (number) => this.#term(number));
  }

  /** Adds the rows that hold a text: not an empty one, nor one with a line feed. */
  find(text: string, into: RowSet): void {
    const { terms } = this.#data;
    const ends = (this.#termEnds ??= sums(this.#data.lengths));
    let number = 0;
    for (let at = terms.indexOf(text); at >= 0; at = terms.indexOf(text, ends[number])) {
      number = termAt(ends, at, number);
      const { ends: last, rows } = (this.#rows ??= rowsByTerm(this.#data));
      for (let n = number === 0 ? 0 : (last[number - 1] ?? 0); n < (last[number] ?? 0); n++) into.add(rows[n] ?? 0);
    }
  }

  /** The terms that fit, told as a text and where in it a term begins; it ends at a line feed. */
  filter(fits: (text: string, from: number) => boolean): readonly string[] {
    const ends = (this.#termEnds ??= sums(this.#data.lengths));
    const fitting: string[] = [];
    for (let number = 0, from = 0; number < ends.length; from = ends[number] ?? 0, number++) {
      const empty = ends[number] === from + 1;
      if (!empty && fits(this.#data.terms, from)) fitting.push(this.#term(number));
    }
    return fitting;
  }

  #term(number: number): string {
    const ends = (this.#termEnds ??= sums(this.#data.lengths));
    return this.#data.terms.slice(number === 0 ? 0 : ends[number - 1], (ends[number] ?? 0) - 1);
  }
}

/** Packs the cells of all rows, in order; no term may hold a line feed. */
export function packColumn(cells: readonly (readonly string[])[]): ColumnData {
  const known = new Map<string, number>();
  const numbers: number[] = [];
  const single = cells.every((cell) => cell.length < 2);
  for (const cell of cells) {
    for (const term of single && cell.length === 0 ? [''] : cell) {
      const number = known.get(term) ?? known.size;
      if (number === known.size) known.set(term, number);
      numbers.push(number);
    }
  }
  const terms = [...known.keys()];
  return {
    terms: terms.map((term) => `${term}\n`).join(''),
    lengths: narrow(terms.map((term) => term.length + 1)),
    counts: narrow(single ? [] : cells.map((cell) => cell.length)),
    numbers: narrow(numbers),
  };
}

function narrow(numbers: readonly number[]): Numbers {
  const highest = numbers.reduce((high, number) => Math.max(high, number), 0);
  if (highest < 0x100) return Uint8Array.from(numbers);
  return highest < 0x10000 ? Uint16Array.from(numbers) : Uint32Array.from(numbers);
}

/** Where each of these stretches ends, one after the other. */
function sums(lengths: Numbers): Int32Array {
  const ends = new Int32Array(lengths.length);
  for (let n = 0, end = 0; n < lengths.length; n++) ends[n] = end += lengths[n] ?? 0;
  return ends;
}

/** The rows of each term, ascending: sorted by counting. */
function rowsByTerm({ lengths, counts, numbers }: ColumnData): { readonly ends: Int32Array; readonly rows: Int32Array } {
  const uses = new Uint32Array(lengths.length);
  for (let n = 0; n < numbers.length; n++) uses[numbers[n]!]!++;
  const ends = sums(uses);
  const rows = new Int32Array(numbers.length);
  const next = Int32Array.from(ends, (end, term) => end - uses[term]!);
  for (let row = 0, n = 0; n < numbers.length; row++) {
    for (let left = counts[row] ?? 1; left > 0; left--, n++) rows[next[numbers[n]!]!++] = row;
  }
  return { ends, rows };
}

/** The term at a position of the text, which is `from` or a later one. */
function termAt(ends: Int32Array, position: number, from: number): number {
  let low = from;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
