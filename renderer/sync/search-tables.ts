import { z } from 'zod';
import type { ChangedRows } from '#renderer/data/search-rows.ts';
import type { RequestView } from '#renderer/data/request-view.ts';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import { PackedTable } from '#shared/domain/citizen/packed-table.ts';
import { bareNumber, searchLine } from '#shared/domain/citizen/search-line.ts';
import { LetterTable, letterLineSchema } from './letter-table.ts';

const snapshotSchema = z.object({
  version: z.literal(4),
  stamp: z.int(),
  text: z.string(),
  requests: z.array(z.tuple([z.string(), z.array(z.string()), z.array(z.string()), z.string()])),
  letters: z.array(z.tuple([z.string(), letterLineSchema])),
});
export type SearchSnapshot = z.infer<typeof snapshotSchema>;
/** `token`: of the tracking QR on the receipt. */
type Links = { readonly numbers: readonly string[]; readonly people: readonly string[]; readonly token: string };
const NONE: Links = { numbers: [], people: [], token: '' };

/** What is searched, decrypted: persons as one packed table, the demandes' numbers, whose demandes they are, and letters. */
export class SearchTables {
  readonly letters = new LetterTable();
  #table: PackedTable;
  readonly #requests = new Map<string, Links>();
  readonly #byNumber = new Map<string, string>();
  readonly #byToken = new Map<string, string>();
  readonly #byPerson = new Map<string, Set<string>>();
  #stamp: number;
  #changes = 0;

  /** `snapshot`: what `pack` gave, or anything else for empty tables. */
  constructor(snapshot: unknown) {
    const read = snapshotSchema.safeParse(snapshot);
    this.#table = new PackedTable(read.data?.text);
    this.#stamp = read.data?.stamp ?? 0;
    for (const [id, numbers, people, token] of read.data?.requests ?? []) this.#addLinks(id, { numbers, people, token });
    for (const [id, line] of read.data?.letters ?? []) this.letters.add(id, line);
  }

  get persons(): PackedTable {
    return this.#table;
  }

  /** Number of the last transaction of the cache that is in here; 0: none. */
  get stamp(): number {
    return this.#stamp;
  }

  /** How many records changed since these tables were opened. */
  get changes(): number {
    return this.#changes;
  }

  requestByNumber(number: string): string | undefined {
    return this.#byNumber.get(bareNumber(number));
  }

  requestByToken(token: string): string | undefined {
    return this.#byToken.get(token);
  }

  requestsOf(citizenId: string): readonly string[] {
    return [...(this.#byPerson.get(citizenId) ?? [])];
  }

  /** Persons not among these changes whose line changes with them: `apply` needs their records. */
  touchedBy({ citizens, requests }: ChangedRows): readonly string[] {
    const touched = requests.flatMap(({ id, record }) => {
      const before = this.#requests.get(id) ?? NONE;
      const after = linksOf(record);
      return same(before, after) ? [] : [...before.people, ...after.people];
    });
    const changed = new Set(citizens.map(({ id }) => id));
    return [...new Set(touched)].filter((id) => !changed.has(id));
  }

  /** Takes changes in, all at once: what could not be read before has changed nothing yet. */
  apply({ citizens, requests, letters, stamp }: ChangedRows, touched: readonly Citizen[]): void {
    for (const { id, record } of requests) this.#link(id, linksOf(record));
    for (const { id, record } of letters) this.letters.set(id, record);
    for (const { id, record } of citizens) this.#table.set(id, record === null ? null : this.#lineOf(record));
    for (const citizen of touched) this.#table.set(citizen.id, this.#lineOf(citizen));
    this.#changes += citizens.length + requests.length + letters.length;
    this.#stamp = stamp;
  }

  /** Everything, for the next start; what came late is packed with the rest. */
  pack(): SearchSnapshot {
    const text = this.#table.pack();
    this.#table = new PackedTable(text);
    const requests = [...this.#requests].map(([id, { numbers, people, token }]): SearchSnapshot['requests'][number] => [id, [...numbers], [...people], token]);
    return { version: 4, stamp: this.#stamp, text, requests, letters: [...this.letters.lines()].map(([id, line]) => [id, line]) };
  }

  #lineOf(citizen: Citizen): string {
    const numbers = this.requestsOf(citizen.id).flatMap((id) => this.#requests.get(id)?.numbers ?? []);
    return searchLine(citizen, numbers);
  }

  #link(id: string, links: Links): void {
    const before = this.#requests.get(id) ?? NONE;
    for (const number of before.numbers) this.#byNumber.delete(bareNumber(number));
    this.#byToken.delete(before.token);
    for (const person of before.people) this.#byPerson.get(person)?.delete(id);
    this.#requests.delete(id);
    if (links !== NONE) this.#addLinks(id, links);
  }

  #addLinks(id: string, links: Links): void {
    this.#requests.set(id, links);
    for (const number of links.numbers) this.#byNumber.set(bareNumber(number), id);
    this.#byToken.set(links.token, id);
    for (const person of links.people) {
      const requests = this.#byPerson.get(person) ?? new Set<string>();
      this.#byPerson.set(person, requests.add(id));
    }
  }
}

function linksOf(request: RequestView | null): Links {
  if (request === null) return NONE;
  const parties = [request.applicant, request.representative, ...request.beneficiaries];
  const people = [...new Set(parties.flatMap((party) => (party === undefined ? [] : [party.citizenId])))];
  return { people, numbers: [request.deskNumber, request.grcNumber].filter((number): number is string => number !== null), token: request.trackingToken };
}

function same(a: Links, b: Links): boolean {
  return a.numbers.join() === b.numbers.join() && a.people.join() === b.people.join();
}
