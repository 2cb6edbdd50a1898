import type { Acknowledgement } from '#shared/contracts/desk-api/desk-api.ts';
import { SyncEngine } from '../engine.ts';
import type { SyncNetwork, SyncStorage } from '../ports.ts';
import type { SyncReport } from '../sync-state.ts';
import type { Outcome } from '../verdict.ts';
import { came, FakeGrc, problem } from './fake-grc.ts';
import { memoryStorage } from './memory-storage.ts';

/** What happens to one call; the script is by number of the call, never by time. */
export type Fault = 'none' | 'cut' | 'answer-lost' | 'twice' | 'portal' | 'error-page' | 'busy' | 'bug' | 'unauthorised' | 'journal-fails' | 'cache-fails';
export const faults: readonly Fault[] = ['none', 'cut', 'answer-lost', 'twice', 'portal', 'error-page', 'busy', 'bug', 'unauthorised', 'journal-fails', 'cache-fails'];

type Timer = { readonly at: number; readonly run: () => void };

/** A desk, a GRC and the network between them, on a clock that only tests move. */
export class World {
  readonly grc = new FakeGrc();
  readonly cache = memoryStorage();
  readonly acknowledged: Acknowledgement[] = [];
  readonly sent: string[] = [];
  script: Fault[] = [];
  online = true;
  uploadSteps = 3;
  now = 0;
  engine: SyncEngine;
  report: SyncReport = { state: { phase: 'starting' }, toHandle: 0 };
  #timers: Timer[] = [];
  readonly #uploaded = new Map<string, number>();

  constructor() {
    this.engine = this.#newEngine();
  }

  get armed(): number {
    return this.#timers.length;
  }

  /** As a killed app does: nothing under way comes to its end, only storage remains. */
  restart(): void {
    this.engine.stop();
    this.#timers = [];
    this.engine = this.#newEngine();
    this.engine.start();
  }

  /** Runs timers in order until `ms` have passed. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    await settled();
    for (;;) {
      const next = this.#timers.reduce<Timer | undefined>((first, timer) => (first === undefined || timer.at < first.at ? timer : first), undefined);
      if (next === undefined || next.at > end) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.now = Math.max(this.now, next.at);
      next.run();
      await settled();
    }
    this.now = end;
  }

  #newEngine(): SyncEngine {
    return new SyncEngine(
      {
        network: this.#network(),
        storage: this.#storage(),
        timers: {
          after: (ms, run) => {
            const timer = { at: this.now + ms, run };
            this.#timers.push(timer);
            return () => {
              this.#timers = this.#timers.filter((other) => other !== timer);
            };
          },
        },
        clock: { now: () => this.now, monotonic: () => this.now },
        random: () => 0.5,
      },
      (report) => {
        this.report = report;
      },
    );
  }

  #network(): SyncNetwork {
    return {
      send: (operation) => {
        this.sent.push(operation.opId);
        return this.#over(() => this.grc.write(operation));
      },
      pull: (cursor, limit) => this.#over(() => this.grc.changes(cursor, limit)),
      uploadStep: (operation) => {
        if (!this.online) return Promise.resolve({ phase: 'line-broke' });
        if (this.#fault() !== 'none') return Promise.resolve({ phase: 'retry-later', retryAfterMs: null });
        const steps = (this.#uploaded.get(operation.opId) ?? 0) + 1;
        this.#uploaded.set(operation.opId, steps);
        if (steps < this.uploadSteps) return Promise.resolve({ phase: 'sending', offset: steps, length: this.uploadSteps });
        return Promise.resolve(this.grc.write(operation).status < 300 ? { phase: 'verified' } : { phase: 'retry-later', retryAfterMs: null });
      },
      acknowledge: (acknowledgement) => {
        if (this.#fault() === 'journal-fails') return Promise.resolve(false);
        this.acknowledged.push(acknowledgement);
        return Promise.resolve(true);
      },
    };
  }

  #storage(): SyncStorage {
    const { storage } = this.cache;
    const failing = <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) => (...args: Args): Promise<T> =>
      this.#fault() === 'cache-fails' ? Promise.reject(new Error('disk full')) : call(...args);
    return { ...storage, settle: failing(storage.settle), applyPage: failing(storage.applyPage), mark: failing(storage.mark) };
  }

  #fault(): Fault {
    return this.script.shift() ?? 'none';
  }

  #over(effect: () => Outcome): Promise<Outcome> {
    if (!this.online) return Promise.resolve(undefined);
    return Promise.resolve(disturbed(this.#fault(), effect));
  }
}

function disturbed(fault: Fault, effect: () => Outcome): Outcome {
  switch (fault) {
    case 'cut':
      return undefined;
    case 'answer-lost':
      effect();
      return undefined;
    case 'twice':
      effect();
      return effect();
    case 'portal':
      return came(200, { welcome: true });
    case 'error-page':
      return came(404, undefined);
    case 'busy':
      return { ...came(503, problem('busy', 503, true)), retryAfterMs: 5000 };
    case 'bug':
      effect();
      return came(500, problem('bug', 500, true));
    case 'unauthorised':
      return came(401, undefined);
    default:
      return effect();
  }
}

/** Lets every promise that can settle do so. */
async function settled(): Promise<void> {
  for (let i = 0; i < 200; i++) await Promise.resolve();
}
