import { backOff } from './back-off.ts';
import { readChangesPage } from './changes-page.ts';
import { isAmend, type AmendOperation, type Operation } from './operation.ts';
import { sortOutbox, startable, type Outbox } from './outbox.ts';
import type { SyncPorts } from './ports.ts';
import type { QueuedOperation } from './queued-operation.ts';
import { rebase } from './rebase.ts';
import { syncReport } from './sync-report.ts';
import type { OfflineReason, SyncReport } from './sync-state.ts';
import { UploadLane } from './upload-lane.ts';
import { judge, readWriteAnswer, type Outcome, type PushVerdict, type Weather } from './verdict.ts';

export type SyncOptions = { readonly pullEveryMs: number; readonly pageSize: number };
const DEFAULTS: SyncOptions = { pullEveryMs: 60_000, pageSize: 1000 };

/** Answers not yet kept, beyond which nothing more is sent. */
const CONCLUDED_AT_ONCE = 8;

type Wait = { readonly failures: number; readonly notBefore: number };
/** Open: nothing leaves but one probe, which is a pull, once the wait is over. */
type Breaker = Wait & { readonly reason: OfflineReason };

/**
 * Pushes the outbox and pulls changes until it is stopped. One instance runs per desk (the host holds a lock). It
 * keeps no truth of its own: all it knows can be read again from storage. While it runs, a timer is always armed.
 */
export class SyncEngine {
  readonly #ports: SyncPorts;
  readonly #options: SyncOptions;
  readonly #onReport: (report: SyncReport) => void;
  readonly #queue = new Map<string, QueuedOperation>();
  readonly #underWay = new Map<string, Operation['type']>();
  /** Answered, and being told to the journal and the cache: the way to the GRC is free for others meanwhile. */
  readonly #concluding = new Set<string>();
  readonly #uploads: UploadLane;
  readonly #settled = new Set<string>();
  readonly #waits = new Map<string, Wait>();
  #breaker: Breaker | undefined;
  #storageFailures = 0;
  #pullAt = 0;
  #pulling = false;
  /** The page after the one being kept: asked for meanwhile. */
  #ahead: { readonly cursor: string; readonly outcome: Promise<Outcome> } | undefined;
  /** Changes received since the feed was last read to its end; undefined when it was. */
  #catchingUp: number | undefined;
  #lastSuccessAt: number | null = null;
  #running = false;
  #pumping = false;
  #again = false;
  #disarm: (() => void) | undefined;

  constructor(ports: SyncPorts, onReport: (report: SyncReport) => void, options: Partial<SyncOptions> = {}) {
    this.#ports = ports;
    this.#uploads = new UploadLane(ports);
    this.#onReport = onReport;
    this.#options = { ...DEFAULTS, ...options };
  }

  start(): void {
    this.#running = true;
    this.#wake();
  }

  /** What is under way ends by itself and changes storage no more than it would have. */
  stop(): void {
    this.#running = false;
    this.#disarm?.();
  }

  /** Something was recorded, the network came back, or a clerk asks: every wait ends now. */
  poke(): void {
    this.#waits.clear();
    this.hint();
  }

  /** There may be something new to read: the changes are asked for now, and no write is tried the sooner. */
  hint(): void {
    this.#pullAt = 0;
    if (this.#breaker) this.#breaker = { ...this.#breaker, notBefore: 0 };
    this.#wake();
  }

  /** Puts a parked write back in the queue. */
  async retry(opId: string): Promise<void> {
    const entry = this.#queue.get(opId);
    if (entry?.state.kind !== 'parked') return;
    await this.#mark([{ ...entry, state: { kind: 'waiting' } }]);
    this.#waits.delete(opId);
    this.#wake();
  }

  /** The report once what was recorded last is known. */
  async refreshed(): Promise<SyncReport> {
    await this.#readQueue();
    return this.report();
  }

  report(): SyncReport {
    const { clock } = this.#ports;
    const offline = this.#breaker && { reason: this.#breaker.reason, nextTryAt: clock.now() + Math.max(0, this.#breaker.notBefore - clock.monotonic()) };
    return syncReport(this.#queue.values(), { offline, catchingUp: this.#catchingUp, lastSuccessAt: this.#lastSuccessAt });
  }

  #wake(): void {
    void this.#pump();
  }

  async #pump(): Promise<void> {
    if (!this.#running) return;
    this.#again = true;
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (this.#again && this.#running) {
        this.#again = false;
        await this.#readQueue();
        this.#launch();
      }
    } finally {
      this.#pumping = false;
      if (this.#running) {
        this.#onReport(this.report());
        this.#arm();
      }
    }
  }

  async #readQueue(): Promise<void> {
    try {
      // What waits for a clerk is read anew: an answer takes it out of storage.
      const held = sortOutbox(this.#queue.values()).toHandle.map(({ operation }) => operation.opId);
      const known = new Set(this.#queue.keys());
      for (const opId of held) known.delete(opId);
      const read = await this.#ports.storage.queuedBeyond(known);
      const there = new Set(read.map(({ operation }) => operation.opId));
      for (const opId of held) if (!there.has(opId)) this.#queue.delete(opId);
      for (const entry of read) {
        // Known since, or settled while storage was being read: it is not to be sent again.
        if (!this.#settled.has(entry.operation.opId) && !this.#queue.has(entry.operation.opId)) this.#queue.set(entry.operation.opId, entry);
      }
      if (this.#breaker) await this.#markRecordedAsWaiting();
      this.#storageFailures = 0;
    } catch {
      this.#storageFailures += 1;
    }
  }

  /** While the GRC is out of reach, no demande may look as if it were about to leave. */
  async #markRecordedAsWaiting(): Promise<void> {
    const fresh = [...this.#queue.values()].filter(({ state }) => state.kind === 'recorded');
    if (fresh.length > 0) await this.#mark(fresh.map((entry) => ({ ...entry, state: { kind: 'waiting' } })));
  }

  async #mark(entries: readonly QueuedOperation[]): Promise<void> {
    await this.#ports.storage.mark(entries);
    for (const entry of entries) this.#queue.set(entry.operation.opId, entry);
  }

  #launch(): void {
    const now = this.#ports.clock.monotonic();
    if (this.#breaker) {
      if (now >= this.#breaker.notBefore && !this.#pulling) void this.#pull();
      return;
    }
    if (this.#concluding.size < CONCLUDED_AT_ONCE) for (const entry of startable(this.#ready(now), this.#underWay)) void this.#push(entry);
    if (now >= this.#pullAt && !this.#pulling) void this.#pull();
  }

  #ready(now: number): Outbox['free'] {
    const { free } = sortOutbox(this.#queue.values());
    return free.filter(({ operation: { opId } }) => !this.#concluding.has(opId) && now >= (this.#waits.get(opId)?.notBefore ?? 0));
  }

  #arm(): void {
    this.#disarm?.();
    const now = this.#ports.clock.monotonic();
    const waits = [...this.#waits.values()].map(({ notBefore }) => notBefore).filter((at) => at > now);
    const next = this.#breaker
      ? // A probe under way ends by itself and pumps again.
        Math.max(this.#breaker.notBefore, now + 1000 * Number(this.#pulling))
      : Math.min(this.#pulling ? now + this.#options.pullEveryMs : this.#pullAt, ...waits);
    const forStorage = this.#storageFailures > 0 ? now + backOff(this.#storageFailures, this.#ports.random()) + 100 : Infinity;
    this.#disarm = this.#ports.timers.after(Math.max(0, Math.min(next, forStorage) - now), () => this.#wake());
  }

  async #push(entry: QueuedOperation): Promise<void> {
    const { operation } = entry;
    this.#underWay.set(operation.opId, operation.type);
    try {
      const verdict = operation.type === 'attachment/upload' ? await this.#uploads.carry(operation, { goesOn: () => this.#running, onProgress: () => this.#waits.delete(operation.opId) }) : await this.#send(operation);
      if (verdict.kind === 'retry-later') return this.#postpone(operation.opId, verdict);
      this.#concluding.add(operation.opId);
      this.#underWay.delete(operation.opId);
      this.#wake();
      await this.#conclude(entry, verdict);
    } catch {
      // Storage failed: the write is still queued there, and the GRC knows its key.
      this.#postpone(operation.opId, { kind: 'retry-later', reason: 'server-error', retryAfterMs: null, scope: 'this-write' });
    } finally {
      this.#underWay.delete(operation.opId);
      this.#concluding.delete(operation.opId);
      this.#wake();
    }
  }

  async #send(operation: Exclude<Operation, { type: 'attachment/upload' }>): Promise<PushVerdict> {
    return judge(await this.#ports.network.send(operation), readWriteAnswer);
  }

  /** The journal learns the answer, fsynced, before the outbox forgets the write. */
  async #conclude(entry: QueuedOperation, judged: Exclude<PushVerdict, Weather>): Promise<void> {
    const { operation } = entry;
    const { opId } = operation;
    const next = judged.kind === 'needs-clerk' && isAmend(operation) && judged.current !== undefined ? rebase(operation, judged.current) : undefined;
    if (next !== undefined) return this.#sendAnew(entry, next);
    const verdict: typeof judged = isEarlierBody(operation, judged) ? { kind: 'accepted', answer: null } : judged;
    const told = await this.#ports.network.acknowledge(
      verdict.kind === 'accepted'
        ? { opId, outcome: 'accepted', grcNumber: verdict.answer?.grcNumber ?? null, code: null }
        : { opId, outcome: 'parked', grcNumber: null, code: verdict.code },
    );
    if (!told) return this.#postpone(opId, { kind: 'retry-later', reason: 'server-error', retryAfterMs: null, scope: 'this-write' });
    if (verdict.kind === 'needs-clerk') {
      await this.#mark([{ ...entry, state: parked(verdict) }]);
    } else {
      await this.#ports.storage.settle(operation, verdict.answer);
      this.#settled.add(opId);
      this.#queue.delete(opId);
    }
    this.#waits.delete(opId);
    this.#uploads.forget(opId);
  }

  /** Nobody else's value is touched: it leaves again, laid on what the GRC holds now, once the journal knows how. */
  async #sendAnew(entry: QueuedOperation, operation: AmendOperation): Promise<void> {
    const { opId, amendment } = operation;
    const told = await this.#ports.network.acknowledge({ opId, outcome: 'rebased', grcNumber: null, code: null, changes: amendment.changes });
    if (!told) return this.#postpone(opId, { kind: 'retry-later', reason: 'server-error', retryAfterMs: null, scope: 'this-write' });
    await this.#mark([{ ...entry, operation }]);
    this.#waits.delete(opId);
  }

  #postpone(opId: string, weather: Weather): void {
    const failures = (this.#waits.get(opId)?.failures ?? 0) + 1;
    this.#waits.set(opId, { failures, notBefore: this.#later(failures, weather) });
    const entry = this.#queue.get(opId);
    if (entry?.state.kind === 'recorded') void this.#mark([{ ...entry, state: { kind: 'waiting' } }]).catch(() => undefined);
    if (weather.scope === 'everything') this.#openBreaker(weather);
  }

  #openBreaker(weather: Weather): void {
    // Four writes that fail together are one failure of the way.
    if (this.#breaker && this.#ports.clock.monotonic() < this.#breaker.notBefore) return;
    const failures = (this.#breaker?.failures ?? 0) + 1;
    this.#breaker = { failures, notBefore: this.#later(failures, weather), reason: weather.reason };
  }

  #later(failures: number, weather: Weather): number {
    return this.#ports.clock.monotonic() + backOff(failures, this.#ports.random(), weather.retryAfterMs);
  }

  async #pull(): Promise<void> {
    this.#pulling = true;
    try {
      const cursor = await this.#ports.storage.cursor();
      // Also after a lost cache: the journal brings back what the GRC may have deleted since.
      if (cursor === null) await this.#ports.storage.readAgain();
      const ahead = this.#ahead;
      this.#ahead = undefined;
      const outcome = await (ahead !== undefined && ahead.cursor === cursor ? ahead.outcome : this.#ports.network.pull(cursor, this.#options.pageSize));
      const verdict = judge(outcome, readChangesPage);
      if (verdict.kind === 'accepted') {
        const { nextCursor, more } = verdict.answer;
        if (more) this.#ahead = { cursor: nextCursor, outcome: this.#ports.network.pull(nextCursor, this.#options.pageSize) };
        await this.#ports.storage.applyPage(verdict.answer.items, verdict.answer.nextCursor, !verdict.answer.more);
        this.#breaker = undefined;
        this.#lastSuccessAt = this.#ports.clock.now();
        this.#catchingUp = verdict.answer.more ? (this.#catchingUp ?? 0) + verdict.answer.items.length : undefined;
        this.#pullAt = verdict.answer.more ? 0 : this.#ports.clock.monotonic() + this.#options.pullEveryMs;
      } else if (verdict.kind === 'retry-later') {
        this.#openBreaker(verdict);
      } else {
        if (outcome?.status === 410) await this.#ports.storage.readAgain();
        this.#pullAt = this.#ports.clock.monotonic() + backOff(3, this.#ports.random());
        this.#breaker = undefined;
      }
    } catch {
      this.#pullAt = this.#ports.clock.monotonic() + backOff(3, this.#ports.random()) + 100;
      if (this.#breaker) this.#breaker = { ...this.#breaker, notBefore: this.#pullAt };
    } finally {
      this.#pulling = false;
      this.#wake();
    }
  }
}

/** A body of ours that was refused as stale came late, and had its effect after all: all that was typed is in it. */
function isEarlierBody(operation: Operation, verdict: Exclude<PushVerdict, Weather>): boolean {
  return verdict.kind === 'needs-clerk' && verdict.code === 'already-exists-different' && isAmend(operation) && operation.rebased === true;
}

function parked({ code, messageFr, current }: Extract<PushVerdict, { kind: 'needs-clerk' }>): QueuedOperation['state'] {
  return { kind: 'parked', code, messageFr, ...(current !== undefined && { current }) };
}
