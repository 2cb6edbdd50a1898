import type { RowSet } from './row-set.ts';

/** As narrow as the highest of them allows. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array;

/** A column as it is kept. */
export type ColumnData = {
  /** Every term that a row has, once, sorted, each before a line feed. */
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
 * distinct terms, then come the rows of those that hold it. Where all terms begin with one mark that is nowhere else in them, what
 * begins with it is found at once; anything else with the engine's own `indexOf`.
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
    return this.#read(row, (number) => this.#term(number));
  }

  /** The cells of these rows; a term that several have is one string. */
  cells(rows: readonly number[]): readonly (readonly string[])[] {
    const known: string[] = [];
    const term = (number: number): string => (known[number] ??= this.#term(number));
    return rows.map((row) => this.#read(row, term));
  }

  /** Adds the rows that hold a text: not an empty one, nor one with a line feed. */
  find(text: string, into: RowSet): void {
    for (const number of this.#termsWith(text)) {
      const { ends: last, rows } = (this.#rows ??= rowsByTerm(this.#data));
      for (let n = number === 0 ? 0 : (last[number - 1] ?? 0); n < (last[number] ?? 0); n++) into.add(rows[n] ?? 0);
    }
  }

  /** The terms that fit, told as a text and where in it a term begins; it ends at a line feed. */
  filter(fits: (text: string, from: number) => boolean): readonly string[] {
    const ends = this.#ends();
    const fitting: string[] = [];
    for (let number = 0, from = 0; number < ends.length; from = ends[number] ?? 0, number++) {
      const empty = ends[number] === from + 1;
      if (!empty && fits(this.#data.terms, from)) fitting.push(this.#term(number));
    }
    return fitting;
  }

  *#termsWith(text: string): Generator<number> {
    const { terms } = this.#data;
    const ends = this.#ends();
    // They are sorted: what the first and the last begin with, all do. A row without any has the empty term.
    const mark = terms[0] === '\n' ? terms[1] : terms[0];
    if (text[0] === mark && mark === terms[this.#start(ends.length - 1)]) {
      const first = firstOf(ends.length, (number) => terms.slice(this.#start(number), this.#start(number) + text.length) >= text);
      for (let number = first; terms.startsWith(text, this.#start(number)); number++) yield number;
      return;
    }
    for (let at = terms.indexOf(text), number = 0; at >= 0; at = terms.indexOf(text, ends[number])) {
      number = firstOf(ends.length, (one) => (ends[one] ?? 0) > at, number);
      yield number;
    }
  }

  #read(row: number, term: (number: number) => string): readonly string[] {
    const { counts, numbers } = this.#data;
    if (counts.length === 0) {
      const only = term(numbers[row] ?? 0);
      return only === '' ? [] : [only];
    }
    const ends = (this.#cellEnds ??= sums(counts));
    const cell: string[] = [];
    for (let n = row === 0 ? 0 : (ends[row - 1] ?? 0); n < (ends[row] ?? 0); n++) cell.push(term(numbers[n] ?? 0));
    return cell;
  }

  #term(number: number): string {
    return this.#data.terms.slice(this.#start(number), (this.#ends()[number] ?? 0) - 1);
  }

  #start(number: number): number {
    return number === 0 ? 0 : (this.#ends()[number - 1] ?? 0);
  }

  #ends(): Int32Array {
    return (this.#termEnds ??= sums(this.#data.lengths));
  }
}

/** Packs the cells of all rows, in order; no term may hold a line feed. */
export function packColumn(cells: readonly (readonly string[])[]): ColumnData {
  const single = cells.every((cell) => cell.length < 2);
  const filled = single ? cells.map((cell) => (cell.length === 0 ? [''] : cell)) : cells;
  const terms = [...new Set(filled.flat())].sort();
  const known = new Map(terms.map((term, number) => [term, number]));
  return {
    terms: terms.map((term) => `${term}\n`).join(''),
    lengths: narrow(terms.map((term) => term.length + 1)),
    counts: narrow(single ? [] : cells.map((cell) => cell.length)),
    numbers: narrow(filled.flatMap((cell) => cell.map((term) => known.get(term) ?? 0))),
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

/** The first number from `from` on that is so, as all after it are. */
function firstOf(count: number, isSo: (number: number) => boolean, from = 0): number {
  let [low, high] = [from, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
