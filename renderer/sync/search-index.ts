import { z } from 'zod';
import { citizenRecords, lastStamp, readSearchSnapshot, rowsSince, writeSearchSnapshot } from '#renderer/data/search-rows.ts';
import type { RequestView } from '#renderer/data/request-view.ts';
import type { DataStore } from '#renderer/data/store.ts';
import type { DuplicateMatch, PersonMatch } from '#renderer/platform/finder.ts';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import { findDuplicates } from '#shared/domain/citizen/duplicates.ts';
import { PackedTable } from '#shared/domain/citizen/packed-table.ts';
import { bareNumber, findHousehold, searchLine } from '#shared/domain/citizen/search-line.ts';
import { searchPeople } from '#shared/domain/citizen/search.ts';
import { parseDeskNumber } from '#shared/domain/desk/desk-number.ts';

const snapshotSchema = z.object({
  version: z.literal(2),
  stamp: z.int(),
  text: z.string(),
  requests: z.array(z.tuple([z.string(), z.array(z.string()), z.array(z.string())])),
});
type Links = { readonly numbers: readonly string[]; readonly people: readonly string[] };

/** Changes since the last snapshot that make a new one worth writing. */
const WORTH_KEEPING = 200;

/**
 * Everything that can be looked up, decrypted, in the worker only: persons as one packed text, and the demandes' numbers.
 * It catches up with the cache before each answer, and is kept as one encrypted record so that the next start is quick.
 */
export class SearchIndex {
  private readonly store: DataStore;
  #table = new PackedTable();
  readonly #requests = new Map<string, Links>();
  readonly #byNumber = new Map<string, string>();
  readonly #byPerson = new Map<string, Set<string>>();
  #stamp = 0;
  #keptStamp = 0;
  #restored = false;
  #catchingUp: Promise<void> | undefined;

  constructor(store: DataStore) {
    this.store = store;
  }

  async people(query: string, limit: number): Promise<readonly PersonMatch[]> {
    await this.#catchUp();
    return searchPeople(this.#table, query, limit).map(({ person, reasons }) => ({ ...person, reasons }));
  }

  async duplicates(candidate: Omit<Citizen, 'id'>): Promise<readonly DuplicateMatch[]> {
    await this.#catchUp();
    return findDuplicates(this.#table, candidate).map(({ person, why, strength }) => ({ ...person, reasons: [], why, strength }));
  }

  async requestByNumber(typed: string): Promise<string | undefined> {
    await this.#catchUp();
    return this.#byNumber.get(bareNumber(parseDeskNumber(typed) ?? typed));
  }

  async requestsOf(citizenId: string): Promise<readonly string[]> {
    await this.#catchUp();
    return [...(this.#byPerson.get(citizenId) ?? [])];
  }

  async householdOf(citizenId: string): Promise<readonly PersonMatch[]> {
    await this.#catchUp();
    return findHousehold(this.#table, citizenId, 20).map((person) => ({ ...person, reasons: [] }));
  }

  /** Leaves nothing decrypted in memory (change of clerk, lock); the next question reads it again. */
  forget(): void {
    this.#table = new PackedTable();
    this.#requests.clear();
    this.#byNumber.clear();
    this.#byPerson.clear();
    this.#stamp = 0;
    this.#restored = false;
  }

  /** Keeps the index for the next start, when enough has changed; away from any question. */
  async keep(): Promise<void> {
    await this.#catchUp();
    if (this.#stamp - this.#keptStamp < WORTH_KEEPING && this.#table.changes < WORTH_KEEPING) return;
    const text = this.#table.pack();
    const requests = [...this.#requests].map(([id, { numbers, people }]) => [id, numbers, people]);
    const stamp = this.#stamp;
    this.#table = new PackedTable(text);
    await writeSearchSnapshot(this.store, { version: 2, stamp, text, requests });
    this.#keptStamp = stamp;
  }

  #catchUp(): Promise<void> {
    this.#catchingUp ??= this.#readChanges().finally(() => {
      this.#catchingUp = undefined;
    });
    return this.#catchingUp;
  }

  async #readChanges(): Promise<void> {
    if (!this.#restored) await this.#restore();
    if ((await lastStamp(this.store)) <= this.#stamp) return;
    for (let more = true; more; ) {
      const rows = await rowsSince(this.store, this.#stamp);
      const touched = new Set<string>();
      for (const { id, record } of rows.requests) for (const person of this.#link(id, record)) touched.add(person);
      for (const { id, record } of rows.citizens) {
        touched.delete(id);
        this.#table.set(id, record === null ? null : this.#lineOf(record));
      }
      for (const citizen of await citizenRecords(this.store, [...touched])) this.#table.set(citizen.id, this.#lineOf(citizen));
      this.#stamp = rows.stamp;
      more = rows.more;
    }
  }

  async #restore(): Promise<void> {
    this.#restored = true;
    const snapshot = snapshotSchema.safeParse(await readSearchSnapshot(this.store));
    if (!snapshot.success) return;
    this.#table = new PackedTable(snapshot.data.text);
    for (const [id, numbers, people] of snapshot.data.requests) this.#addLinks(id, { numbers, people });
    this.#stamp = snapshot.data.stamp;
    this.#keptStamp = snapshot.data.stamp;
  }

  #lineOf(citizen: Citizen): string {
    const numbers = [...(this.#byPerson.get(citizen.id) ?? [])].flatMap((id) => this.#requests.get(id)?.numbers ?? []);
    return searchLine(citizen, numbers);
  }

  /** Answers the persons whose line may have changed. */
  #link(id: string, request: RequestView | null): readonly string[] {
    const before = this.#requests.get(id);
    for (const number of before?.numbers ?? []) this.#byNumber.delete(bareNumber(number));
    for (const person of before?.people ?? []) this.#byPerson.get(person)?.delete(id);
    this.#requests.delete(id);
    if (request === null) return before?.people ?? [];
    const parties = [request.applicant, request.representative, ...request.beneficiaries];
    const people = [...new Set(parties.flatMap((party) => (party === undefined ? [] : [party.citizenId])))];
    const numbers = [request.deskNumber, request.grcNumber].filter((number): number is string => number !== null);
    this.#addLinks(id, { numbers, people });
    const same = before !== undefined && before.numbers.join() === numbers.join() && before.people.join() === people.join();
    return same ? [] : [...new Set([...people, ...(before?.people ?? [])])];
  }

  #addLinks(id: string, links: Links): void {
    this.#requests.set(id, links);
    for (const number of links.numbers) this.#byNumber.set(bareNumber(number), id);
    for (const person of links.people) {
      const requests = this.#byPerson.get(person) ?? new Set<string>();
      this.#byPerson.set(person, requests.add(id));
    }
  }
}
