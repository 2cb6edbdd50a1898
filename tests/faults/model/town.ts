import { problemSchema } from '#shared/contracts/grc-api/wire.ts';
import type { MailItem } from '#shared/domain/mail/mail-item.ts';
import type { ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { isAmend, recordOf, type AmendOperation, type Operation } from '#shared/sync/operation.ts';
import type { OverlaidCitizen } from '#shared/sync/overlay.ts';
import type { StorageUnderTest } from '#shared/sync/sync-storage.contract.ts';
import { FakeGrc, valueAt } from '#shared/sync/testing/fake-grc.ts';
import type { Outcome } from '#shared/sync/verdict.ts';
import type { Effect, Ledger, Violation } from './ledger.ts';
import { ModelDesk } from './model-desk.ts';
import type { Random } from './random.ts';
import { VirtualTime } from './virtual-time.ts';
import { Network } from './weather.ts';

export type Post = { readonly name: string; readonly desk: ModelDesk; readonly network: Network };

/** Three desks and one GRC, with an oracle that writes down what each was promised and what was done. */
export class Town {
  readonly time = new VirtualTime();
  readonly grc = new FakeGrc();
  readonly ledger: Ledger = { promised: [], effects: [], answered: new Map(), refused: new Set() };
  readonly posts: readonly Post[];

  private constructor(posts: (town: Town) => readonly Post[]) {
    this.posts = posts(this);
  }

  static async open(random: Random, openCache: () => Promise<StorageUnderTest>): Promise<Town> {
    const caches = await Promise.all([openCache(), openCache(), openCache()]);
    return new Town((town) =>
      caches.map((cache, index) => {
        const name = `desk ${index + 1}`;
        const network = new Network(town.time, random);
        const reach = { write: (operation: Operation) => town.#write(name, operation), changes: (cursor: string | null, limit: number) => town.grc.changes(cursor, limit) };
        return { name, network, desk: new ModelDesk(town.time, random, network, reach, cache, openCache) };
      }),
    );
  }

  #write(desk: string, operation: Operation): Outcome {
    const overwrote = isAmend(operation) ? this.#fieldsOverwritten(operation) : [];
    const before = this.grc.effects.length;
    const outcome = this.grc.write(operation);
    const { opId, aggregate } = operation;
    if (outcome.status >= 400 && outcome.status < 500 && !problemSchema.parse(outcome.body).retryable) this.ledger.refused.add(opId);
    if (this.grc.effects.length > before) this.ledger.effects.push({ opId, aggregate, desk, overwrote } satisfies Effect);
    return outcome;
  }

  /** Values that somebody else gave since the clerk looked, and that would be there no more. What the clerk saw is what the journal says. */
  #fieldsOverwritten(sent: AmendOperation): readonly string[] {
    const promised = this.ledger.promised.find(({ operation }) => operation.opId === sent.opId)?.operation;
    if (promised === undefined || !isAmend(promised)) return [];
    const record = this.grc.record(sent.aggregate);
    const afterwards = new Map(sent.amendment.changes.map(({ field, after }) => [field, after]));
    return promised.amendment.changes
      .filter(({ field, before }) => isOverwritten(before ?? null, valueAt(record, field) ?? null, afterwards.get(field) ?? null))
      .map(({ field }) => field);
  }

  /** What a screen may never say, at any moment: that something arrived which did not (I6, I7), or that nothing will ever try again. `caughtUp`: a second has passed since the last act. */
  async liesOnScreens(caughtUp: boolean): Promise<Violation[]> {
    const done = new Set(this.ledger.effects.map(({ opId }) => opId));
    const found: Violation[] = [];
    for (const { name, desk } of this.posts) {
      if (desk.asleepForEver) found.push({ invariant: 'I7', what: `${name} would never try again` });
      const mine = this.ledger.promised.filter((promise) => promise.desk === name).map(({ operation }) => operation);
      if (caughtUp && (await this.#saysAllIsSent(desk, mine, done))) found.push({ invariant: 'I7', what: `${name} says that all is sent` });
      for (const id of this.#citizenIds()) {
        const shown: OverlaidCitizen | null = await desk.cache.citizen(id);
        const waiting = mine.filter((operation) => operation.aggregate === id && !done.has(operation.opId) && !this.ledger.answered.has(operation.opId));
        if (shown !== null && shown.transmission === undefined && waiting.length > 0 && !desk.killed) found.push({ invariant: 'I7', what: `${name} says that citizen ${id} was transmitted` });
      }
      for (const id of this.#filedIds()) {
        const shown = (await desk.request(id)) ?? (await desk.cache.mailItem(id));
        if (shown === null) continue;
        const laid = shown.amendments.map((amendment) => amendment.id);
        if (new Set(laid).size < laid.length) found.push({ invariant: 'I4', what: `${name} shows an amendment of ${id} twice` });
        const early = shown.attachmentStates.filter((state) => state.verified && !done.has(state.id));
        found.push(...early.map((state): Violation => ({ invariant: 'I6', what: `${name} says that file ${state.id} arrived` })));
        const waiting = mine.filter((operation) => operation.type !== 'attachment/upload' && aboutOf(operation) === id && !done.has(operation.opId) && !this.ledger.answered.has(operation.opId));
        if (shown.transmission === 'transmitted' && waiting.length > 0 && !desk.killed) found.push({ invariant: 'I7', what: `${name} says that ${id} was transmitted` });
      }
    }
    return found;
  }

  async #saysAllIsSent(desk: ModelDesk, mine: readonly Operation[], done: ReadonlySet<string>): Promise<boolean> {
    if (desk.killed || desk.failing > 0 || desk.report.state.phase !== 'up-to-date') return false;
    const { all } = await desk.toHandle();
    return mine.some(({ opId, type }) => type !== 'audit/record' && !done.has(opId) && !all.has(opId) && !this.ledger.answered.has(opId));
  }

  /** At rest each desk shows what the GRC holds, but for what waits for a clerk. */
  async differences(): Promise<Violation[]> {
    const found: Violation[] = [];
    for (const { name, desk } of this.posts) {
      const { all, shown: counted } = await desk.toHandle();
      if (desk.report.toHandle !== counted) found.push({ invariant: 'I7', what: `${name} counts ${desk.report.toHandle} to handle, not ${counted}` });
      const touched = new Set(desk.operations().filter(({ opId }) => all.has(opId)).map(aboutOf));
      for (const [id, record] of this.grc.requests) {
        if (touched.has(id)) continue;
        const shown = await desk.request(id);
        if (canonicalJson(shown) !== canonicalJson(atRest(record))) found.push({ invariant: 'I4', what: `${name} shows another ${id} than the GRC holds` });
      }
      for (const [id, record] of this.grc.mailItems) {
        if (touched.has(id)) continue;
        if (canonicalJson(await desk.cache.mailItem(id)) !== canonicalJson(atRest(record))) found.push({ invariant: 'I4', what: `${name} shows another letter ${id} than the GRC holds` });
      }
      for (const id of this.#filedIds()) {
        if (this.grc.requests.has(id) || this.grc.mailItems.has(id) || touched.has(id)) continue;
        if ((await desk.request(id)) !== null) found.push({ invariant: 'I4', what: `${name} still shows ${id}, deleted at the GRC` });
      }
      for (const id of this.#citizenIds()) {
        if (this.grc.citizens.has(id) || touched.has(id)) continue;
        if ((await desk.cache.citizen(id)) !== null) found.push({ invariant: 'I4', what: `${name} still shows citizen ${id}, deleted at the GRC` });
      }
      for (const [id, record] of this.grc.citizens) {
        if (!touched.has(id) && canonicalJson(await desk.cache.citizen(id)) !== canonicalJson(record)) found.push({ invariant: 'I4', what: `${name} shows another citizen ${id}` });
      }
    }
    return found;
  }

  /** No desk still waits to hear of a write that had its effect on the record. */
  async isSettled(id: string): Promise<boolean> {
    const done = new Set(this.ledger.effects.map(({ opId }) => opId));
    for (const { desk } of this.posts) {
      const queued = new Set((await desk.cache.storage.queuedBeyond(new Set())).map(({ operation }) => operation.opId));
      const open = desk.operations().some((each) => aboutOf(each) === id && done.has(each.opId) && (queued.has(each.opId) || !desk.acknowledged.has(each.opId)));
      if (open) return false;
    }
    return true;
  }

  #citizenIds(): readonly string[] {
    return [...new Set(this.ledger.promised.flatMap(({ operation }) => (operation.type === 'citizen/create' ? [operation.aggregate] : [])))];
  }

  /** Requests and letters that any desk recorded. */
  #filedIds(): readonly string[] {
    return [...new Set(this.ledger.promised.flatMap(({ operation }) => (operation.type === 'request/create' || operation.type === 'mail-item/create' ? [operation.aggregate] : [])))];
  }
}

function isOverwritten(seen: unknown, now: unknown, next: unknown): boolean {
  if (canonicalJson(now) === canonicalJson(seen)) return false;
  if (Array.isArray(now)) return now.some((part: unknown) => !(Array.isArray(seen) && seen.includes(part)) && !(Array.isArray(next) && next.includes(part)));
  if (typeof now === 'string' && typeof next === 'string') return !next.startsWith(now);
  return canonicalJson(now) !== canonicalJson(next);
}

function atRest(record: ServiceRequest | MailItem): object {
  return { ...record, transmission: 'transmitted', attachmentsWaiting: 0 };
}

function aboutOf(operation: Operation): string {
  return recordOf(operation)?.id ?? operation.aggregate;
}
