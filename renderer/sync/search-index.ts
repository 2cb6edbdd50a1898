import { lastWritten } from '#renderer/data/last-written.ts';
import { citizenRecords, lastStamp, readSearchSnapshot, rowsSince, writeSearchSnapshot } from '#renderer/data/search-rows.ts';
import type { DataStore } from '#renderer/data/store.ts';
import type { DuplicateMatch, KnownSender, PersonMatch } from '#renderer/platform/finder.ts';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import { findDuplicates } from '#shared/domain/citizen/duplicates.ts';
import { findHousehold, foundPerson } from '#shared/domain/citizen/search-line.ts';
import { searchPeople } from '#shared/domain/citizen/search.ts';
import { parseDeskNumber } from '#shared/domain/desk/desk-number.ts';
import type { KnownSubject } from '#shared/domain/mail/known-subjects.ts';
import { SearchTables } from './search-tables.ts';

/** Tables, once their snapshot is read; `reading` while they catch up with the cache. */
type Held = { tables: SearchTables | undefined; keptChanges: number; reading: Promise<SearchTables> | undefined };

/**
 * Everything that can be looked up, decrypted, in the worker only. It catches up with the cache before each answer, and is kept as
 * one encrypted record so that the next start is quick. The cache is written through `store`, and by the window, which says with its
 * questions how far: what neither has changed is not read again.
 */
export class SearchIndex {
  private readonly store: DataStore;
  readonly #worthKeeping: number;
  #held = nothing();
  #expected = 0;

  /** `worthKeeping`: changes since the last snapshot that make a new one worth writing. */
  constructor(store: DataStore, { worthKeeping = 200 } = {}) {
    this.store = store;
    this.#worthKeeping = worthKeeping;
  }

  /** The window that asks next has written the cache up to this transaction. */
  expect(stamp: number): void {
    this.#expected = stamp;
  }

  /** Takes in what the cache was given since, before anybody asks. */
  async catchUp(): Promise<void> {
    await this.#caughtUp();
  }

  async people(query: string, limit: number): Promise<readonly PersonMatch[]> {
    const { persons } = await this.#caughtUp();
    return searchPeople(persons, query, limit).map(({ person, reasons }) => ({ ...person, reasons }));
  }

  async duplicates(candidate: Omit<Citizen, 'id'>): Promise<readonly DuplicateMatch[]> {
    const { persons } = await this.#caughtUp();
    return findDuplicates(persons, candidate).map(({ person, why, strength }) => ({ ...person, reasons: [], why, strength }));
  }

  async requestByNumber(typed: string): Promise<string | undefined> {
    return (await this.#caughtUp()).requests.byNumber(parseDeskNumber(typed) ?? typed);
  }

  async requestByToken(token: string): Promise<string | undefined> {
    return (await this.#caughtUp()).requests.byToken(token);
  }

  async letterByNumber(typed: string): Promise<string | undefined> {
    return (await this.#caughtUp()).letters.byNumber(parseDeskNumber(typed) ?? typed);
  }

  async letterSubjects(typed: string, limit: number): Promise<readonly KnownSubject[]> {
    return (await this.#caughtUp()).letters.subjects(typed, limit);
  }

  async letterSenders(typed: string, limit: number): Promise<readonly KnownSender[]> {
    const { letters, persons } = await this.#caughtUp();
    return letters.senders(typed, limit).map((sender) => {
      const row = sender.kind === 'citizen' ? persons.row(sender.citizenId) : undefined;
      const person = row === undefined ? undefined : foundPerson(persons, row);
      return { sender, birthDate: person?.birthDate ?? null, city: person?.city ?? null };
    });
  }

  async requestsOf(citizenId: string): Promise<readonly string[]> {
    return (await this.#caughtUp()).requests.of(citizenId);
  }

  async householdOf(citizenId: string): Promise<readonly PersonMatch[]> {
    const { persons } = await this.#caughtUp();
    return findHousehold(persons, citizenId, 20).map((person) => ({ ...person, reasons: [] }));
  }

  /**
   * Leaves nothing decrypted in memory (change of clerk, lock) once what was asked before is answered; the next
   * question reads everything again, into tables of its own.
   */
  forget(): void {
    this.#held = nothing();
  }

  /** Keeps the index for the next start, when enough has changed; away from any question. */
  async keep(): Promise<void> {
    const held = this.#held;
    const tables = await this.#readOnce();
    const { changes } = tables;
    if (changes - held.keptChanges < this.#worthKeeping) return;
    await writeSearchSnapshot(this.store, tables.pack());
    held.keptChanges = changes;
  }

  #caughtUp(): Promise<SearchTables> {
    const { tables, reading } = this.#held;
    const known = Math.max(this.#expected, lastWritten(this.store));
    return tables !== undefined && reading === undefined && tables.stamp >= known ? Promise.resolve(tables) : this.#readOnce();
  }

  #readOnce(): Promise<SearchTables> {
    const held = this.#held;
    held.reading ??= this.#read(held).finally(() => {
      held.reading = undefined;
    });
    return held.reading;
  }

  async #read(held: Held): Promise<SearchTables> {
    const tables = (held.tables ??= new SearchTables(await readSearchSnapshot(this.store)));
    const last = await lastStamp(this.store);
    for (let more = tables.stamp < last; more; ) {
      const rows = await rowsSince(this.store, tables.stamp);
      tables.apply(rows, await citizenRecords(this.store, tables.touchedBy(rows)));
      more = rows.more;
    }
    tables.settle(last);
    return tables;
  }
}

function nothing(): Held {
  return { tables: undefined, keptChanges: 0, reading: undefined };
}
