import { packColumn, PackedColumn, type ColumnData } from './packed-column.ts';
import { RowSet } from './row-set.ts';

/** What to look for, in which column: never empty, without a line feed. */
export type Needle = { readonly column: number; readonly text: string };

/** What `pack` gives: the ids one after the other, and the columns. */
export type TableData = { readonly ids: string; readonly columns: readonly ColumnData[] };
/** Of each column, the terms of a row's cell. */
export type Cells = readonly (readonly string[])[];
type Late = { readonly id: string; readonly cells: Cells };

const ID = 36;
const NOTHING: TableData = { ids: '', columns: [] };

/**
 * Records as rows of cells, packed column by column; what changed since is kept beside, and looked through row by row. A row's
 * number is good until the next `set`.
 */
export class PackedTable {
  readonly #ids: string;
  readonly #columns: readonly PackedColumn[];
  readonly #packed: number;
  readonly #late: (Late | undefined)[] = [];
  readonly #lateRows = new Map<string, number>();
  #rows: Map<string, number> | undefined;
  #dead: RowSet | undefined;

  constructor({ ids, columns } = NOTHING) {
    this.#ids = ids;
    this.#columns = columns.map((column) => new PackedColumn(column));
    this.#packed = ids.length / ID;
  }

  /** How many changed since they were packed. */
  get late(): number {
    return this.#late.length;
  }

  /** null takes the record away. A line feed in a term becomes a space. */
  set(id: string, cells: Cells | null): void {
    const packed = this.#rowsById().get(id);
    if (packed !== undefined) (this.#dead ??= new RowSet(this.#packed)).add(packed);
    const late = this.#lateRows.get(id);
    if (late !== undefined) this.#late[late] = undefined;
    this.#lateRows.delete(id);
    if (cells === null) return;
    this.#lateRows.set(id, this.#late.length);
    this.#late.push({ id, cells: cells.map((terms) => terms.map((term) => term.replaceAll('\n', ' '))) });
  }

  row(id: string): number | undefined {
    const late = this.#lateRows.get(id);
    if (late !== undefined) return this.#packed + late;
    const packed = this.#rowsById().get(id);
    return packed === undefined || this.#dead?.has(packed) === true ? undefined : packed;
  }

  id(row: number): string {
    return row < this.#packed ? this.#ids.slice(row * ID, (row + 1) * ID) : (this.#late[row - this.#packed]?.id ?? '');
  }

  cell(row: number, column: number): string {
    return this.#terms(row, column).join('');
  }

  /** An empty set for rows of this table. */
  none(): RowSet {
    return new RowSet(this.#packed + this.#late.length);
  }

  /** The rows that hold a needle. */
  find({ column, text }: Needle): RowSet {
    const found = this.none();
    this.#columns[column]?.find(text, found);
    if (this.#dead !== undefined) found.drop(this.#dead);
    this.#late.forEach((late, n) => {
      if (late?.cells[column]?.some((term) => term.includes(text)) === true) found.add(this.#packed + n);
    });
    return found;
  }

  /** The rows of these sets, set by set, those that came late before the others; each once, at most `limit`. */
  first(sets: readonly RowSet[], limit: number): readonly number[] {
    const first = new Set<number>();
    for (const set of sets) {
      for (const row of this.#lateFirst(set)) {
        if (first.size === limit) return [...first];
        first.add(row);
      }
    }
    return [...first];
  }

  /** Whether a row holds any of the needles. */
  holds(row: number, needles: readonly Needle[]): boolean {
    return needles.some(({ column, text }) => this.cell(row, column).includes(text));
  }

  /** The terms of these columns that fit, once each (see `PackedColumn.filter`); those of records that have gone may be among them. */
  filter(columns: readonly number[], fits: (text: string, from: number) => boolean): readonly string[] {
    const late = (column: number) => this.#late.flatMap((row) => row?.cells[column] ?? []).filter((term) => fits(term, 0));
    return [...new Set(columns.flatMap((column) => [...(this.#columns[column]?.filter(fits) ?? []), ...late(column)]))];
  }

  /** Everything, changes included: what the next snapshot holds. */
  pack(): TableData {
    const packed = Array.from({ length: this.#packed }, (_, row) => row).filter((row) => this.#dead?.has(row) !== true);
    const late = this.#late.filter((row) => row !== undefined);
    const width = late.reduce((most, { cells }) => Math.max(most, cells.length), this.#columns.length);
    const columns = Array.from({ length: packed.length + late.length === 0 ? 0 : width }, (_, column) => {
      const before = this.#columns[column]?.cells(packed) ?? packed.map(() => []);
      return packColumn([...before, ...late.map(({ cells }) => cells[column] ?? [])]);
    });
    return { ids: [...packed.map((row) => this.id(row)), ...late.map(({ id }) => id)].join(''), columns };
  }

  #terms(row: number, column: number): readonly string[] {
    return row < this.#packed ? (this.#columns[column]?.cell(row) ?? []) : (this.#late[row - this.#packed]?.cells[column] ?? []);
  }

  *#lateFirst(set: RowSet): Generator<number> {
    yield* set.rows(this.#packed);
    for (const row of set.rows()) {
      if (row >= this.#packed) return;
      yield row;
    }
  }

  #rowsById(): Map<string, number> {
    if (this.#rows === undefined) {
      this.#rows = new Map();
      for (let row = 0; row < this.#packed; row++) this.#rows.set(this.#ids.slice(row * ID, (row + 1) * ID), row);
    }
    return this.#rows;
  }
}
