/// <reference lib="webworker" />
import { importDataKeys } from '#renderer/data/boxes.ts';
import { openDatabase } from '#renderer/data/database.ts';
import { FreshRows } from '#renderer/data/fresh-rows.ts';
import { obeyScope } from '#renderer/data/looked-up.ts';
import { replayJournal } from '#renderer/data/replay.ts';
import type { DataStore } from '#renderer/data/store.ts';
import { syncStorage } from '#renderer/data/sync-storage.ts';
import { z } from 'zod';
import { cacheRulesSchema, deskPaths, type CacheRules } from '#shared/contracts/desk-api/desk-api.ts';
import type { FoundElsewhere, Kept } from '#renderer/platform/finder.ts';
import { SyncEngine } from '#shared/sync/engine.ts';
import type { SyncStorage } from '#shared/sync/ports.ts';
import type { Command, FromWorker, ToWorker } from './messages.ts';
import { listenForHints } from './hints.ts';
import { HeldPeople } from './held-people.ts';
import { LookUps } from './look-ups.ts';
import { openEvents, originLookUps, originNetwork, topicsOf } from './network.ts';
import { createRest } from './rest.ts';
import { createServerClock } from './server-clock.ts';
import { SearchIndex } from './search-index.ts';
import { watchSleep } from './wake.ts';

// The content policy reports even the attempt of `new Function`.
z.config({ jitless: true });

const RETRY_MS = 1000;
const MOST_FAILURES = 5;
const KEEP_FIRST_MS = 2000;
const DROP_OLD_EVERY_MS = 6 * 3_600_000;
const KEEP_INDEX_EVERY_MS = 5 * 60_000;

type WorkerStore = DataStore & { readonly fresh: FreshRows };

const say = (message: FromWorker): void => postMessage(message);

/** A snapshot that could not be written is written at the next turn. */
function keep(index: SearchIndex): void {
  void index.keep().catch(() => undefined);
}

/** Main answers 503 until the desk's keys are open; the worker is started then, but a slow disk may need a moment. */
async function untilOk(path: string): Promise<Response> {
  for (;;) {
    const answer = await fetch(path, { cache: 'no-store' }).catch(() => undefined);
    if (answer?.ok === true) return answer;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function openStore(): Promise<{ readonly store: WorkerStore; readonly rules: CacheRules }> {
  const keys = await importDataKeys(new Uint8Array(await (await untilOk(deskPaths.cacheKey)).arrayBuffer()));
  const { database, state } = await openDatabase(keys.database);
  const opened = { ...keys, database: database.name };
  const store = { database, keys: opened, fresh: new FreshRows() };
  const rules = cacheRulesSchema.parse(await (await untilOk(deskPaths.cacheRules)).json());
  // Before the window reads, and before anything is read from the feed.
  await obeyScope(store, rules.cacheScope);
  say({ say: 'opened', keys: opened, state });
  return { store, rules };
}

async function readJournal(after: number): Promise<unknown> {
  return (await untilOk(`${deskPaths.journal}?after=${after}`)).json();
}

/** Runs until it succeeds; a cache that goes on failing (a full disk breaks its files) is opened anew. */
async function insist(run: () => Promise<void>): Promise<void> {
  for (let failures = 0; failures < MOST_FAILURES; failures += 1) {
    try {
      await run();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS * (failures + 1)));
    }
  }
  say({ say: 'failed' });
}

/** Brings in what the cache missed. */
function repair(store: DataStore, engine: SyncEngine): Promise<void> {
  return insist(async () => {
    await replayJournal(store, readJournal);
    engine.poke();
  });
}

/** The storage of the engine, given up once nothing of it has worked for a while. */
function watched(storage: SyncStorage): SyncStorage {
  let failures = 0;
  const through = (call: (...args: never[]) => Promise<unknown>) => async (...args: never[]): Promise<unknown> => {
    try {
      const value = await call(...args);
      failures = 0;
      return value;
    } catch (cause) {
      failures += 1;
      if (failures === MOST_FAILURES) say({ say: 'failed' });
      throw cause;
    }
  };
  return Object.fromEntries(Object.entries(storage).map(([name, call]) => [name, through(call as (...args: never[]) => Promise<unknown>)])) as unknown as SyncStorage;
}

const after = (ms: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

function startEngine(store: DataStore, index: SearchIndex, people: HeldPeople, { cacheScope }: CacheRules, onKept: () => void): SyncEngine {
  let keptOnce = false;
  const rest = createRest();
  const serverClock = createServerClock((skewMs) => say({ say: 'clock', skewMs }));
  const dropOld = (): void => {
    const day = serverClock.day(Date.now());
    if (day !== undefined) void people.onDay(day, rest.untilThen).catch(() => undefined);
  };
  setInterval(dropOld, DROP_OLD_EVERY_MS);
  const engine = new SyncEngine(
    {
      network: originNetwork((serverMs) => serverClock.heard(serverMs, Date.now()), topicsOf(cacheScope)),
      storage: watched(syncStorage(store, people.isRead)),
      timers: { after },
      clock: { now: () => Date.now(), monotonic: () => performance.now() },
      random: () => Math.random(),
    },
    (report) => {
      say({ say: 'report', report });
      rest.heard(report);
      if (report.state.phase === 'catching-up' || report.state.phase === 'up-to-date') onKept();
      if (report.state.phase !== 'up-to-date') return;
      void people.onUpToDate().catch(() => undefined);
      if (keptOnce) return;
      // Everything is here for the first time since the start: kept soon, so that the next start need not read it all.
      keptOnce = true;
      setTimeout(() => {
        keep(index);
        dropOld();
      }, KEEP_FIRST_MS);
    },
  );
  // One runner, whatever windows there are: the lock is held until this worker ends.
  void navigator.locks.request('plainpied sync', async () => {
    await replayJournal(store, readJournal);
    engine.start();
    listenForHints({ open: openEvents, after, random: () => Math.random() }, () => engine.hint());
    await new Promise(() => undefined);
  });
  return engine;
}

async function main(): Promise<void> {
  const waiting: ToWorker[] = [];
  let take = (message: ToWorker): void => {
    waiting.push(message);
  };
  addEventListener('message', ({ data }: MessageEvent<ToWorker>) => take(data));

  const { store, rules } = await openStore();
  // Chromium closes a cache whose files a full disk has broken, and Dexie then opens an empty one in its place.
  store.database.on('close', () => say({ say: 'failed' }));
  const index = new SearchIndex(store);
  const people = new HeldPeople(store, rules, insist);
  let followed = false;
  const catchUp = (): void => {
    if (followed) void index.catchUp().catch(() => undefined);
  };
  const engine = startEngine(store, index, people, rules, catchUp);
  const lookUps = new LookUps(store, originLookUps, () => engine.hint());
  setInterval(() => keep(index), KEEP_INDEX_EVERY_MS);
  addEventListener('online', () => engine.poke());
  watchSleep(() => Date.now(), () => engine.poke());

  const told = (command: Command): void => {
    switch (command.tell) {
      case 'poke':
        engine.poke();
        break;
      case 'repair':
        void repair(store, engine);
        break;
      case 'retry':
        void engine.retry(command.opId);
        break;
      case 'follow':
        followed = true;
        store.fresh.follow();
        catchUp();
        break;
      case 'forget':
        followed = false;
        store.fresh.forget();
        index.forget();
        void lookUps.forget();
        break;
      case 'clerk':
        people.clerkIs(command.clerkId, lookUps.forget());
        break;
    }
  };
  take = (message) => {
    if ('tell' in message) {
      told(message);
      return;
    }
    const { number, written } = message;
    index.expect(written);
    const answer = message.ask === 'report' ? engine.refreshed() : people.handedOver.then(() => answerOf(index, people.lookedUpOnly ? lookUps : undefined, message));
    answer.then(
      (value) => say({ say: 'answer', number, value }),
      () => say({ say: 'answer', number, failed: true }),
    );
  };
  waiting.forEach(take);
}

function answerOf(index: SearchIndex, lookUps: LookUps | undefined, question: Exclude<Extract<ToWorker, { ask: string }>, { ask: 'report' }>): Promise<unknown> {
  switch (question.ask) {
    case 'people':
      return index.people(...question.args);
    case 'peopleElsewhere':
      return lookUps?.people(...question.args) ?? Promise.resolve({ kind: 'not-asked' } satisfies FoundElsewhere);
    case 'keep':
      return lookUps?.keep(...question.args) ?? Promise.resolve('kept' satisfies Kept);
    case 'duplicates':
      return index.duplicates(...question.args);
    case 'requestByNumber':
      return index.requestByNumber(...question.args);
    case 'requestByToken':
      return index.requestByToken(...question.args);
    case 'letterByNumber':
      return index.letterByNumber(...question.args);
    case 'letterSubjects':
      return index.letterSubjects(...question.args);
    case 'letterSenders':
      return index.letterSenders(...question.args);
    case 'requestsOf':
      return index.requestsOf(...question.args);
    case 'householdOf':
      return index.householdOf(...question.args);
  }
}

main().catch(() => say({ say: 'failed' }));
