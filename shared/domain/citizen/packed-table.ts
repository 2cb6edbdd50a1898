/** Where to look for a text: the number of a column, 0 being the id. */
export type Needle = { readonly column: number; readonly text: string };

type Late = { readonly id: string; readonly cells: readonly string[] };
type Column = { readonly text: string; readonly starts: Int32Array };

const BETWEEN_COLUMNS = '\f';
const ID = 36;

/**
 * Records as lines of cells, kept column by column, each column one string searched with the engine's own `indexOf`;
 * what changed since it was packed is kept beside. A row's number is good until the next `set`.
 */
export class PackedTable {
  readonly #columns: readonly Column[];
  readonly #packed: number;
  readonly #late: (Late | undefined)[] = [];
  readonly #lateRows = new Map<string, number>();
  #rows: Map<string, number> | undefined;
  #dead: Uint8Array | undefined;
  readonly #words = new Map<string, Set<string>>();

  /** `text`: what `pack` gave. */
  constructor(text = '') {
    this.#columns = text === '' ? [] : text.split(BETWEEN_COLUMNS).map((column) => ({ text: column, starts: lineStarts(column) }));
    this.#packed = Math.max(0, (this.#columns[0]?.starts.length ?? 0) - 1);
  }

  /** `line`: its cells after the id, each after a tab; null takes the record away. No line feed or form feed may be in it. */
  set(id: string, line: string | null): void {
    const packed = this.#rowsById().get(id);
    if (packed !== undefined) (this.#dead ??= new Uint8Array(this.#packed))[packed] = 1;
    const late = this.#lateRows.get(id);
    if (late !== undefined) this.#late[late] = undefined;
    this.#lateRows.delete(id);
    if (line === null) return;
    const cells = [id, ...line.replaceAll(/[\n\f]/g, ' ').split('\t').slice(1)];
    this.#lateRows.set(id, this.#late.length);
    this.#late.push({ id, cells });
    for (const [key, words] of this.#words) for (const column of key.split(',')) addWords(words, cells[Number(column)] ?? '');
  }

  row(id: string): number | undefined {
    const late = this.#lateRows.get(id);
    if (late !== undefined) return this.#packed + late;
    const packed = this.#rowsById().get(id);
    return packed === undefined || this.#dead?.[packed] === 1 ? undefined : packed;
  }

  cell(row: number, column: number): string {
    if (row >= this.#packed) return this.#late[row - this.#packed]?.cells[column] ?? '';
    const packed = this.#columns[column];
    return packed === undefined ? '' : packed.text.slice(packed.starts[row], (packed.starts[row + 1] ?? 1) - 1);
  }

  /** Rows where any of the needles is, each once, at most `limit`. A needle may not hold a line feed. */
  find(needles: readonly Needle[], limit: number): readonly number[] {
    const found = new Set<number>();
    for (const { column, text } of needles) {
      this.#late.forEach((late, n) => {
        if (found.size < limit && late?.cells[column]?.includes(text) === true) found.add(this.#packed + n);
      });
      const packed = this.#columns[column];
      if (packed === undefined) continue;
      let row = 0;
      for (let at = packed.text.indexOf(text); at >= 0 && found.size < limit; at = packed.text.indexOf(text, packed.starts[row + 1])) {
        row = rowAt(packed.starts, at, row);
        if (this.#dead?.[row] !== 1) found.add(row);
      }
    }
    return [...found];
  }

  /** Whether a row holds any of the needles. */
  holds(row: number, needles: readonly Needle[]): boolean {
    return needles.some(({ column, text }) => this.cell(row, column).includes(text));
  }

  /** Every word of these columns, once; those of records that have gone may still be there. */
  words(columns: readonly number[]): ReadonlySet<string> {
    const key = columns.join(',');
    let words = this.#words.get(key);
    if (words === undefined) {
      words = new Set();
      for (const column of columns) {
        addWords(words, this.#columns[column]?.text ?? '');
        for (const late of this.#late) addWords(words, late?.cells[column] ?? '');
      }
      this.#words.set(key, words);
    }
    return words;
  }

  /** One text of everything, changes included: what the next snapshot holds. */
  pack(): string {
    const rows: number[] = [];
    for (let row = 0; row < this.#packed; row++) if (this.#dead?.[row] !== 1) rows.push(row);
    this.#late.forEach((late, n) => late && rows.push(this.#packed + n));
    if (rows.length === 0) return '';
    const width = Math.max(this.#columns.length, ...this.#late.map((late) => late?.cells.length ?? 0));
    const columns = Array.from({ length: width }, (_, column) => `${rows.map((row) => this.cell(row, column)).join('\n')}\n`);
    return columns.join(BETWEEN_COLUMNS);
  }

  #rowsById(): Map<string, number> {
    if (this.#rows === undefined) {
      this.#rows = new Map();
      const ids = this.#columns[0]?.text ?? '';
      for (let row = 0; row < this.#packed; row++) this.#rows.set(ids.slice(row * (ID + 1), row * (ID + 1) + ID), row);
    }
    return this.#rows;
  }
}

/** The row that holds a position, knowing that it is `from` or a later one. */
function rowAt(starts: Int32Array, position: number, from: number): number {
  let low = from;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where each line begins, and where the one after the last would. */
function lineStarts(text: string): Int32Array {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return Int32Array.from(starts);
}

function addWords(words: Set<string>, text: string): void {
  for (const word of text.split(/[ \n]/)) if (word !== '') words.add(word);
}
