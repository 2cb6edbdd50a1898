import type { ChangedRows } from '#renderer/data/search-rows.ts';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import type { ColumnData } from '#shared/domain/citizen/packed-column.ts';
import { PackedTable, type TableData } from '#shared/domain/citizen/packed-table.ts';
import { searchCells } from '#shared/domain/citizen/search-line.ts';
import { LetterTable, type LetterLine } from './letter-table.ts';
import { packParts, unpackParts, type Parts } from './packed-parts.ts';
import { RequestTable, type RequestLine } from './request-table.ts';

const VERSION = 5;
/** In their order in a snapshot; then, for each column of persons, its terms, their lengths, the counts and numbers of each row's. */
const parts = { stamp: 0, requests: 1, letters: 2, ids: 3, columns: 4 } as const;
/** So many late persons are looked through one by one in a moment. */
const MOST_LATE = 2000;

/**
 * What is searched, decrypted: persons as one packed table, the demandes' numbers, whose demandes they are, and letters. A snapshot
 * is authenticated bytes that only `pack` of this version wrote: nothing of it is read before it is needed.
 */
export class SearchTables {
  #kept: Parts | undefined;
  #persons: PackedTable;
  #requests: RequestTable | undefined;
  #letters: LetterTable | undefined;
  #stamp: number;
  #changes = 0;

  /** `snapshot`: what `pack` gave; anything else makes empty tables. */
  constructor(snapshot: Uint8Array<ArrayBuffer> | undefined) {
    this.#kept = snapshot && unpackParts(VERSION, snapshot);
    this.#persons = new PackedTable(this.#kept && readTable(this.#kept));
    this.#stamp = Number(this.#kept?.text(parts.stamp) ?? 0);
  }

  get persons(): PackedTable {
    return this.#persons;
  }

  get requests(): RequestTable {
    return (this.#requests ??= new RequestTable(this.#read<RequestLine>(parts.requests)));
  }

  get letters(): LetterTable {
    return (this.#letters ??= new LetterTable(this.#read<readonly [string, LetterLine]>(parts.letters)));
  }

  /** Number of the last transaction of the cache that is in here; 0: none. */
  get stamp(): number {
    return this.#stamp;
  }

  /** How many records changed since these tables were opened. */
  get changes(): number {
    return this.#changes;
  }

  /** Persons not among these changes whose cells change with them: `apply` needs their records. */
  touchedBy({ citizens, requests }: ChangedRows): readonly string[] {
    const changed = new Set(citizens.map(({ id }) => id));
    const touched = requests.flatMap(({ id, record }) => this.requests.touchedBy(id, record));
    return [...new Set(touched)].filter((id) => !changed.has(id));
  }

  /** Takes changes in, all at once: what could not be read before has changed nothing yet. */
  apply({ citizens, requests, letters, stamp }: ChangedRows, touched: readonly Citizen[]): void {
    for (const { id, record } of requests) this.requests.set(id, record);
    for (const { id, record } of letters) this.letters.set(id, record);
    for (const { id, record } of citizens) this.#persons.set(id, record && this.#cellsOf(record));
    for (const citizen of touched) this.#persons.set(citizen.id, this.#cellsOf(citizen));
    this.#changes += citizens.length + requests.length + letters.length;
    this.#stamp = stamp;
  }

  /** Everything up to this transaction is in here; what came late is packed once it is too much to be looked through each time. */
  settle(stamp: number): void {
    this.#stamp = Math.max(this.#stamp, stamp);
    if (this.#persons.late > MOST_LATE) this.#persons = new PackedTable(this.#persons.pack());
  }

  /** Everything, for the next start; what came late is packed with the rest. */
  pack(): Uint8Array<ArrayBuffer> {
    const { ids, columns } = this.#persons.pack();
    this.#persons = new PackedTable({ ids, columns });
    const [requests, letters] = [this.requests.lines(), [...this.letters.lines()]].map((lines) => JSON.stringify(lines));
    this.#kept = undefined;
    const packed = columns.flatMap(({ terms, lengths, counts, numbers }) => [terms, lengths, counts, numbers]);
    return packParts(VERSION, [String(this.#stamp), requests ?? '', letters ?? '', ids, ...packed]);
  }

  #cellsOf(citizen: Citizen): ReturnType<typeof searchCells> {
    return searchCells(citizen, this.requests.numbersOf(citizen.id));
  }

  #read<T>(part: number): readonly T[] {
    return this.#kept === undefined ? [] : (JSON.parse(this.#kept.text(part)) as readonly T[]);
  }
}

function readTable(kept: Parts): TableData {
  const columns = Array.from({ length: (kept.count - parts.columns) / 4 }, (_, nth): ColumnData => {
    const first = parts.columns + nth * 4;
    let terms: string | undefined;
    return {
      get terms() {
        return (terms ??= kept.text(first));
      },
      lengths: kept.numbers(first + 1),
      counts: kept.numbers(first + 2),
      numbers: kept.numbers(first + 3),
    };
  });
  return { ids: kept.text(parts.ids), columns };
}
