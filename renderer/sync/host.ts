import { lastWritten } from '#renderer/data/last-written.ts';
import { onProjectionMissed } from '#renderer/data/missed-projections.ts';
import { currentStore, disconnectData } from '#renderer/data/store.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import type { Finder } from '#renderer/platform/finder.ts';
import type { Platform } from '#renderer/platform/platform.tsx';
import type { SyncPort } from '#renderer/platform/sync.ts';
import type { SyncReport } from '#shared/sync/sync-state.ts';
import type { Command, FromWorker, Question, ToWorker } from './messages.ts';
import { connectWindow } from './window-cache.ts';

export type SyncHost = Pick<Platform, 'finder' | 'sync'> & {
  /** A clerk is there: what comes from now on can be searched as soon as it is kept. */
  readonly follow: () => void;
  /** Drops what is decrypted in the worker's memory; the queue goes on leaving. */
  readonly forget: () => void;
  /** That clerk is at the desk now, or nobody is: whom another one looked up leaves it. */
  readonly clerkIs: (clerkId: string | null) => void;
  /** What the cache may hold is another: it is brought in line before anything more is read. */
  readonly startAnew: () => void;
};

/** Of a worker that served for a while, and of one that did not. */
const AGAIN_MS = { served: 500, failing: 5000 } as const;
const SERVED_MS = 30_000;
const REFRESHED_WITHIN_MS = 2000;
const CLEARED_AFTER = 3;

/**
 * Starts the worker; resolves once the window may read the cache. A worker that does not start, or whose cache does not
 * open, is told to `onTrouble` and started again, for as long as it takes: what is recorded is in the journal meanwhile,
 * and what was asked is asked anew. Three in a row: main is asked to take the cache off the disk.
 */
export function startSyncHost(onTrouble: () => void = () => undefined, clearCache: () => Promise<unknown> = () => desktop().cache.clear()): Promise<SyncHost> {
  let worker: Worker;
  const listeners = new Set<(report: SyncReport) => void>();
  const questions = new Map<number, { readonly message: ToWorker; readonly resolve: (value: unknown) => void; readonly reject: (cause: Error) => void }>();
  /** Told while there is no worker, for the next one. */
  const held: Command[] = [];
  let between = false;
  let followed = false;
  let forgetClosing = (): void => undefined;
  let wasClosed = false;
  /** Workers in a row that did not open the cache. */
  let failures = 0;
  let openedAt = Infinity;
  let report: SyncReport = { state: { phase: 'starting' }, toHandle: 0 };
  let skewMs = 0;
  let lastNumber = 0;
  let atDesk: Command | undefined;

  const tell = (command: Command): void => {
    if (between) held.push(command);
    else worker.postMessage(command);
  };
  const follows = (on: boolean) => (): void => {
    followed = on;
    tell({ tell: on ? 'follow' : 'forget' });
  };
  const ask = (question: Question): Promise<unknown> =>
    new Promise((resolve, reject) => {
      lastNumber += 1;
      const store = currentStore();
      const message = { ...question, number: lastNumber, written: store === undefined ? 0 : lastWritten(store) };
      questions.set(lastNumber, { message, resolve, reject });
      if (!between) worker.postMessage(message);
    });

  const hear = (next: SyncReport): void => {
    report = next;
    for (const listener of listeners) listener(report);
  };

  const finder: Finder = {
    people: (...args) => ask({ ask: 'people', args }) as ReturnType<Finder['people']>,
    peopleElsewhere: (...args) => ask({ ask: 'peopleElsewhere', args }) as ReturnType<Finder['peopleElsewhere']>,
    keep: (...args) => ask({ ask: 'keep', args }) as ReturnType<Finder['keep']>,
    duplicates: (...args) => ask({ ask: 'duplicates', args }) as ReturnType<Finder['duplicates']>,
    requestByNumber: (...args) => ask({ ask: 'requestByNumber', args }) as ReturnType<Finder['requestByNumber']>,
    requestByToken: (...args) => ask({ ask: 'requestByToken', args }) as ReturnType<Finder['requestByToken']>,
    letterByNumber: (...args) => ask({ ask: 'letterByNumber', args }) as ReturnType<Finder['letterByNumber']>,
    letterSubjects: (...args) => ask({ ask: 'letterSubjects', args }) as ReturnType<Finder['letterSubjects']>,
    letterSenders: (...args) => ask({ ask: 'letterSenders', args }) as ReturnType<Finder['letterSenders']>,
    requestsOf: (...args) => ask({ ask: 'requestsOf', args }) as ReturnType<Finder['requestsOf']>,
    householdOf: (...args) => ask({ ask: 'householdOf', args }) as ReturnType<Finder['householdOf']>,
  };
  const sync: SyncPort = {
    report: () => report,
    refreshed: async () => {
      const late = new Promise<undefined>((resolve) => setTimeout(resolve, REFRESHED_WITHIN_MS));
      const fresh = (await Promise.race([ask({ ask: 'report', args: [] }), late]).catch(() => undefined)) as SyncReport | undefined;
      if (fresh !== undefined) hear(fresh);
      return report;
    },
    clockSkewMs: () => skewMs,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    poke: () => tell({ tell: 'poke' }),
    retry: (opId) => {
      tell({ tell: 'retry', opId });
      return Promise.resolve();
    },
  };

  return new Promise((resolve) => {
    let open = false;
    const begin = (): void => {
      worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
      // Once open, an error of one message ends no worker.
      worker.onerror = () => {
        if (!open) again();
      };
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => take(data);
      between = false;
      if (atDesk !== undefined) worker.postMessage(atDesk);
      if (followed) worker.postMessage({ tell: 'follow' } satisfies Command);
      // A clerk still waits for these.
      for (const { message } of questions.values()) worker.postMessage(message);
      held.splice(0).forEach(tell);
    };
    const clerkIs = (clerkId: string | null): void => {
      atDesk = { tell: 'clerk', clerkId };
      if (!between) worker.postMessage(atDesk);
    };
    const startAnew = (): void => {
      if (between) return;
      notYetWhole();
      worker.terminate();
      begin();
    };
    /** What waited still does; that all is there is no longer known. */
    const notYetWhole = (): void => {
      if (report.state.phase === 'up-to-date') hear({ ...report, state: { phase: 'starting' } });
    };
    const again = (): void => {
      if (between) return;
      wasClosed ||= open;
      forgetClosing();
      notYetWhole();
      worker.terminate();
      between = true;
      disconnectData();
      onTrouble();
      failures += 1;
      if (failures % CLEARED_AFTER === 0) void clearCache().catch(() => undefined);
      setTimeout(begin, performance.now() - openedAt > SERVED_MS ? AGAIN_MS.served : AGAIN_MS.failing);
    };
    const take = (data: FromWorker): void => {
      switch (data.say) {
        case 'failed':
          again();
          break;
        case 'opened':
          open = true;
          openedAt = performance.now();
          failures = 0;
          forgetClosing();
          forgetClosing = connectWindow(data.keys, again, { anew: wasClosed });
          resolve({ finder, sync, follow: follows(true), forget: follows(false), clerkIs, startAnew });
          break;
        case 'report':
          hear(data.report);
          break;
        case 'clock':
          skewMs = data.skewMs;
          for (const listener of listeners) listener(report);
          break;
        case 'answer': {
          const question = questions.get(data.number);
          questions.delete(data.number);
          if (data.failed === true) question?.reject(new Error('the sync worker could not answer'));
          else question?.resolve(data.value);
          break;
        }
      }
    };
    begin();
    onProjectionMissed(() => tell({ tell: 'repair' }));
  });
}
