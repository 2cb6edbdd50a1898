import type { SealedIntent } from '#shared/sync/intent.ts';
import { SyncEngine } from '#shared/sync/engine.ts';
import type { FieldChange } from '#shared/sync/merge.ts';
import { operationsOf } from '#shared/sync/operations-of.ts';
import { isAmend, type Operation } from '#shared/sync/operation.ts';
import { sortOutbox } from '#shared/sync/outbox.ts';
import type { OverlaidRequest } from '#shared/sync/overlay.ts';
import type { QueuedOperation } from '#shared/sync/queued-operation.ts';
import type { SyncNetwork, SyncStorage } from '#shared/sync/ports.ts';
import type { StorageUnderTest } from '#shared/sync/sync-storage.contract.ts';
import type { SyncReport } from '#shared/sync/sync-state.ts';
import { came } from '#shared/sync/testing/fake-grc.ts';
import { judge, readWriteAnswer, type Outcome } from '#shared/sync/verdict.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Network } from './weather.ts';

/** The GRC as one desk reaches it. */
export type Reach = {
  readonly write: (operation: Operation) => Outcome;
  readonly changes: (cursor: string | null, limit: number) => Outcome;
};

/** What the desk did that no desk may do, whatever came of it. */
export type Conduct = { mostCallsInAMinute: number; twiceAtOnce: number; mostWritesAtOnce: number; mostUploadsAtOnce: number };

const PIECES = 3;
const PAGE = 5;

/**
 * A desk that can be killed at any moment. Only its journal, with the acknowledgements in it, is sure to survive; the
 * cache survives a kill and may be wiped.
 */
export class ModelDesk {
  readonly journal: SealedIntent[] = [];
  cache: StorageUnderTest;
  report: SyncReport = { state: { phase: 'starting' }, toHandle: 0 };
  /** What the desk's wall clock is wrong by. */
  skewMs = 0;
  /** Share of storage and journal calls that fail. */
  failing = 0;
  readonly conduct: Conduct = { mostCallsInAMinute: 0, twiceAtOnce: 0, mostWritesAtOnce: 0, mostUploadsAtOnce: 0 };
  /** Keys that the journal knows to be accepted. */
  readonly acknowledged = new Set<string>();
  /** Changes that the journal knows to have left on a newer version. */
  readonly #rebased = new Map<string, readonly FieldChange[]>();
  readonly #pieces = new Map<string, number>();
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #network: Network;
  readonly #reach: Reach;
  readonly #openCache: () => Promise<StorageUnderTest>;
  #engine: SyncEngine | undefined;
  #life = 0;
  #armed = 0;
  #underWay = 0;
  #minute = 0;
  #calls = 0;
  readonly #writes = new Set<string>();
  readonly #uploads = new Set<string>();

  constructor(time: VirtualTime, random: Random, network: Network, reach: Reach, cache: StorageUnderTest, openCache: () => Promise<StorageUnderTest>) {
    this.#time = time;
    this.#random = random;
    this.#network = network;
    this.#reach = reach;
    this.cache = cache;
    this.#openCache = openCache;
  }

  /** Its screen is gone until the next start. */
  get killed(): boolean {
    return this.#engine === undefined;
  }

  /** True while nothing could ever wake the engine again. */
  get asleepForEver(): boolean {
    return this.#engine !== undefined && this.#armed === 0 && this.#underWay === 0;
  }

  /** As at a start: the cache is repaired from the journal, then the engine runs. */
  async start(): Promise<void> {
    for (const sealed of this.journal) await this.cache.project(sealed, this.acknowledged, this.#rebased);
    this.#engine = this.#newEngine();
    this.#engine.start();
  }

  /** Nothing under way comes to its end in this process; what left goes its way. */
  kill(): void {
    this.#life += 1;
    this.#armed = 0;
    this.#underWay = 0;
    this.#writes.clear();
    this.#uploads.clear();
    this.#engine?.stop();
    this.#engine = undefined;
  }

  async wipeCache(): Promise<void> {
    this.cache = await this.#openCache();
  }

  /** The journal first: once this resolves, "enregistré" was shown. `killedAfter`: the cache never saw it. */
  async record(sealed: SealedIntent, killedAfter: boolean): Promise<void> {
    this.journal.push(sealed);
    if (killedAfter) {
      this.kill();
      return;
    }
    await this.cache.project(sealed);
    this.#engine?.poke();
  }

  poke(): void {
    this.#engine?.poke();
  }

  /** A clerk puts a refused write back; a failing disk may let them down. */
  retry(opId: string): void {
    void this.#engine?.retry(opId).catch(() => undefined);
  }

  operations(): readonly Operation[] {
    return this.journal.flatMap(operationsOf);
  }

  /** Writes that wait for a clerk, by their key: the refused ones first, then all that they hold back. */
  async toHandle(): Promise<{ readonly refused: ReadonlySet<string>; readonly all: ReadonlySet<string>; readonly shown: number }> {
    const { toHandle } = sortOutbox(await this.cache.storage.queuedBeyond(new Set()));
    const keys = (entries: typeof toHandle): ReadonlySet<string> => new Set(entries.map(({ operation }) => operation.opId));
    return {
      refused: keys(toHandle.filter(({ state }) => state.kind === 'parked')),
      all: keys(toHandle),
      shown: toHandle.filter(({ operation }) => operation.type !== 'audit/record').length,
    };
  }

  /** What a clerk may answer at once: each refused write of a record with all that it holds back there. */
  async tickets(): Promise<readonly (readonly QueuedOperation[])[]> {
    const { toHandle } = sortOutbox(await this.cache.storage.queuedBeyond(new Set()));
    const amends = toHandle.filter(({ operation }) => isAmend(operation));
    const stale = amends.filter(({ state }) => state.kind === 'parked' && state.code !== 'invalid');
    return stale.map(({ operation }) => amends.filter((entry) => entry.operation.aggregate === operation.aggregate));
  }

  request(id: string): Promise<OverlaidRequest | null> {
    return this.cache.request(id);
  }

  #newEngine(): SyncEngine {
    const life = this.#life;
    const ports = {
      network: this.#engineNetwork(life),
      storage: this.#engineStorage(life),
      timers: { after: (ms: number, run: () => void) => this.#arm(ms, run) },
      clock: { now: () => this.#time.now + this.skewMs, monotonic: () => this.#time.now },
      random: () => this.#random.next(),
    };
    return new SyncEngine(
      ports,
      (report) => {
        this.report = report;
      },
      { pageSize: PAGE },
    );
  }

  #arm(ms: number, run: () => void): () => void {
    this.#armed += 1;
    const life = this.#life;
    let waiting = true;
    const done = (): void => {
      if (waiting && life === this.#life) this.#armed -= 1;
      waiting = false;
    };
    const cancel = this.#time.after(ms, () => {
      done();
      run();
    });
    return () => {
      done();
      cancel();
    };
  }

  /** A process that is gone is never answered. */
  async #alive<T>(life: number, answer: Promise<T>): Promise<T> {
    this.#underWay += 1;
    const value = await answer;
    if (life !== this.#life) return new Promise<T>(() => undefined);
    this.#underWay -= 1;
    return value;
  }

  #engineNetwork(life: number): SyncNetwork {
    return {
      send: (operation) => this.#watched(life, this.#writes, operation.opId, this.#network.call(() => this.#reach.write(operation))),
      pull: (cursor, limit) => {
        this.#countCall();
        return this.#alive(life, this.#network.call(() => this.#reach.changes(cursor, limit)));
      },
      uploadStep: (operation) => this.#watched(life, this.#uploads, operation.opId, this.#uploadStep(operation)),
      acknowledge: async ({ opId, outcome, changes }) => {
        await this.#alive(life, this.#time.wait(this.#random.int(0, 20)));
        if (this.#random.chance(this.failing)) return false;
        if (outcome === 'accepted') this.acknowledged.add(opId);
        if (outcome === 'rebased' && changes !== undefined) this.#rebased.set(opId, changes);
        return true;
      },
    };
  }

  #countCall(): void {
    const minute = Math.floor(this.#time.now / 60_000);
    this.#calls = minute === this.#minute ? this.#calls + 1 : 1;
    this.#minute = minute;
    this.conduct.mostCallsInAMinute = Math.max(this.conduct.mostCallsInAMinute, this.#calls);
  }

  async #watched<T>(life: number, lane: Set<string>, opId: string, answer: Promise<T>): Promise<T> {
    const { conduct } = this;
    this.#countCall();
    if (lane.has(opId)) conduct.twiceAtOnce += 1;
    lane.add(opId);
    conduct.mostWritesAtOnce = Math.max(conduct.mostWritesAtOnce, this.#writes.size);
    conduct.mostUploadsAtOnce = Math.max(conduct.mostUploadsAtOnce, this.#uploads.size);
    const value = await this.#alive(life, answer);
    lane.delete(opId);
    return value;
  }

  /** Main keeps how far a file got, and believes the GRC only. */
  async #uploadStep(operation: Extract<Operation, { type: 'attachment/upload' }>): ReturnType<SyncNetwork['uploadStep']> {
    const sent = this.#pieces.get(operation.opId) ?? 0;
    const last = sent + 1 >= PIECES;
    const outcome = await this.#network.call(() => (last ? this.#reach.write(operation) : came(204, undefined)));
    const verdict = judge(outcome, readWriteAnswer);
    if (verdict.kind === 'needs-clerk') return { phase: 'needs-clerk', code: verdict.code };
    const taken = last ? verdict.kind === 'accepted' : outcome?.status === 204;
    if (!taken) return outcome === undefined ? { phase: 'line-broke' } : { phase: 'retry-later', retryAfterMs: null };
    this.#pieces.set(operation.opId, sent + 1);
    return last ? { phase: 'verified' } : { phase: 'sending', offset: sent + 1, length: PIECES };
  }

  #engineStorage(life: number): SyncStorage {
    const through = <Args extends unknown[], T>(call: (storage: SyncStorage, ...args: Args) => Promise<T>) => async (...args: Args): Promise<T> => {
      await this.#alive(life, this.#time.wait(this.#random.int(0, 5)));
      if (this.#random.chance(this.failing)) throw new Error('disk full');
      const value = await call(this.cache.storage, ...args);
      return this.#alive(life, this.#time.wait(this.#random.int(0, 5)).then(() => value));
    };
    return {
      queuedBeyond: through((storage, known: ReadonlySet<string>) => storage.queuedBeyond(known)),
      settle: through((storage, ...args: Parameters<SyncStorage['settle']>) => storage.settle(...args)),
      mark: through((storage, ...args: Parameters<SyncStorage['mark']>) => storage.mark(...args)),
      cursor: through((storage) => storage.cursor()),
      readAgain: through((storage) => storage.readAgain()),
      applyPage: through((storage, ...args: Parameters<SyncStorage['applyPage']>) => storage.applyPage(...args)),
    };
  }
}
