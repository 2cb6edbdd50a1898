import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { importDataKeys } from '#renderer/data/boxes.ts';
import { openDatabase } from '#renderer/data/database.ts';
import { loadDraft, saveDraft } from '#renderer/data/drafts.ts';
import { projectSealed } from '#renderer/data/projection.ts';
import { currentStore, disconnectData } from '#renderer/data/store.ts';
import { visit } from '#shared/sync/testing/sealed.ts';
import type { SyncReport } from '#shared/sync/sync-state.ts';
import { startSyncHost, type SyncHost } from './host.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** A worker of which the test plays both ends. */
class PlayedWorker {
  static last: PlayedWorker;
  onmessage: ((event: { readonly data: FromWorker }) => void) | undefined;
  onerror: (() => void) | undefined;
  readonly received: ToWorker[] = [];

  constructor() {
    PlayedWorker.last = this;
  }

  terminated = false;

  terminate(): void {
    this.terminated = true;
  }

  postMessage(message: ToWorker): void {
    this.received.push(structuredClone(message));
  }

  say(data: FromWorker): void {
    this.onmessage?.({ data });
  }
}

/** The frames made and not removed, each with a factory of its own. */
let frames: object[] = [];
const frame = () => ({ contentWindow: { indexedDB }, remove(this: object) { frames = frames.filter((one) => one !== this); } });

beforeEach(() => {
  vi.stubGlobal('Worker', PlayedWorker);
  frames = [];
  vi.stubGlobal('document', { createElement: frame, body: { append: (one: object) => frames.push(one) } });
});
afterEach(disconnectData);

/** The worker has opened the cache of the desk whose key is this byte. */
async function says(worker: PlayedWorker, byte: number): Promise<void> {
  const keys = await importDataKeys(new Uint8Array(32).fill(byte));
  await openDatabase(keys.database);
  worker.say({ say: 'opened', keys, state: 'fresh' });
}

async function opened(): Promise<{ readonly host: SyncHost; readonly worker: PlayedWorker }> {
  const starting = startSyncHost();
  const worker = PlayedWorker.last;
  await says(worker, 7);
  return { host: await starting, worker };
}

const report: SyncReport = { state: { phase: 'up-to-date', checkedAt: 5 }, toHandle: 2 };

test('the window reads the cache once the worker has opened it, and not before', async () => {
  const starting = startSyncHost();
  expect(currentStore()).toBeUndefined();
  await says(PlayedWorker.last, 7);
  await starting;
  await saveDraft({ id: 'd', title: '', updatedAt: 1, content: 'typed' });
  expect((await loadDraft('d'))?.content).toBe('typed');
});

test('a desk of another GRC, at the next start, finds nothing of the first; back at the first, all is there', async () => {
  const seen: unknown[] = [];
  for (const byte of [1, 2, 1]) {
    disconnectData();
    const starting = startSyncHost();
    await says(PlayedWorker.last, byte);
    await starting;
    seen.push((await loadDraft('of the first'))?.content);
    if (seen.length === 1) await saveDraft({ id: 'of the first', title: '', updatedAt: 1, content: 'typed' });
  }
  expect(seen).toEqual([undefined, undefined, 'typed']);
});

test('a worker that does not start, or whose cache does not open, is told and started again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const trouble = vi.fn();
  const starting = startSyncHost(trouble);
  const first = PlayedWorker.last;
  first.onerror?.();
  vi.runOnlyPendingTimers();
  const second = PlayedWorker.last;
  second.say({ say: 'failed' });
  vi.runOnlyPendingTimers();
  const third = PlayedWorker.last;
  vi.useRealTimers();
  await says(third, 7);
  await starting;
  expect([new Set([first, second, third]).size, trouble.mock.calls.length, first.terminated, second.terminated, third.terminated]).toEqual([3, 2, true, true, false]);
});

test('answers find their questions, in whatever order they come', async () => {
  const { host, worker } = await opened();
  const first = host.finder.requestsOf('c1');
  const second = host.finder.requestByNumber('26-001');
  expect(worker.received).toEqual([
    { ask: 'requestsOf', args: ['c1'], number: 1, written: 0 },
    { ask: 'requestByNumber', args: ['26-001'], number: 2, written: 0 },
  ]);
  worker.say({ say: 'answer', number: 2, value: 'r2' });
  worker.say({ say: 'answer', number: 1, value: ['r1'] });
  expect([await first, await second]).toEqual([['r1'], 'r2']);
});

test('every question of the finder goes under its own name', async () => {
  const { host, worker } = await opened();
  const candidate = { birthName: 'Martin', firstNames: 'Zoé', phones: [], emails: [] };
  const asked = [host.finder.people('mar zo', 8), host.finder.duplicates(candidate), host.finder.requestByNumber('1'), host.finder.requestByToken('t'), host.finder.requestsOf('c'), host.finder.householdOf('c'), host.finder.peopleElsewhere('mar', 8), host.finder.keep('c')];
  expect(worker.received.map((message) => 'ask' in message && [message.ask, message.args])).toEqual([
    ['people', ['mar zo', 8]],
    ['duplicates', [candidate]],
    ['requestByNumber', ['1']],
    ['requestByToken', ['t']],
    ['requestsOf', ['c']],
    ['householdOf', ['c']],
    ['peopleElsewhere', ['mar', 8]],
    ['keep', ['c']],
  ]);
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8]) worker.say({ say: 'answer', number, value: number });
  expect(await Promise.all(asked)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('a question that fails rejects; an answer that nobody waits for is let go', async () => {
  const { host, worker } = await opened();
  const asked = host.finder.people('x', 1);
  worker.say({ say: 'answer', number: 1, failed: true });
  worker.say({ say: 'answer', number: 1, value: [] });
  worker.say({ say: 'answer', number: 99, value: [] });
  await expect(asked).rejects.toThrow('could not answer');
});

test('the last report is there for who comes late, and told to who listens until they leave', async () => {
  const { host, worker } = await opened();
  expect(host.sync.report()).toEqual({ state: { phase: 'starting' }, toHandle: 0 });
  const told: SyncReport[] = [];
  const leave = host.sync.subscribe((one) => told.push(one));
  worker.say({ say: 'report', report });
  leave();
  worker.say({ say: 'report', report: { ...report, toHandle: 3 } });
  expect([told, host.sync.report()]).toEqual([[report], { ...report, toHandle: 3 }]);
});

test('what the window tells the worker', async () => {
  const { host, worker } = await opened();
  host.sync.poke();
  await host.sync.retry('op');
  host.forget();
  host.clerkIs('a1');
  expect(worker.received).toEqual([{ tell: 'poke' }, { tell: 'retry', opId: 'op' }, { tell: 'forget' }, { tell: 'clerk', clerkId: 'a1' }]);
});

test('under another rule of the town a worker begins anew: who is at the desk is told first, and a question is answered there', async () => {
  const { host, worker } = await opened();
  host.clerkIs('a1');
  const asked = host.finder.requestsOf('c1');
  host.startAnew();
  const next = PlayedWorker.last;
  next.say({ say: 'answer', number: 1, value: ['r1'] });
  expect([worker.terminated, next.terminated, next.received, await asked]).toEqual([
    true,
    false,
    [{ tell: 'clerk', clerkId: 'a1' }, { ask: 'requestsOf', args: ['c1'], number: 1, written: 0 }],
    ['r1'],
  ]);
});

test('a worker that is started again follows what comes while a clerk is there, and not once they are gone', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const { host, worker } = await opened();
  const again = (failed: PlayedWorker): PlayedWorker => {
    failed.say({ say: 'failed' });
    vi.runOnlyPendingTimers();
    return PlayedWorker.last;
  };
  host.follow();
  const second = again(worker);
  host.forget();
  const third = again(second);
  vi.useRealTimers();
  expect([worker.received, second.received, third.received]).toEqual([[{ tell: 'follow' }], [{ tell: 'follow' }, { tell: 'forget' }], []]);
});

test('what the cache missed is brought in by the worker', async () => {
  const { worker } = await opened();
  const store = currentStore();
  if (store === undefined) throw new Error('no cache');
  vi.spyOn(store.database, 'transaction').mockRejectedValue(new Error('disk full'));
  expect([await projectSealed(visit(1)), worker.received]).toEqual([false, [{ tell: 'repair' }]]);
});

test('a cache that fails, or that is closed under the window, is opened anew', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const { worker } = await opened();
  worker.say({ say: 'failed' });
  vi.runOnlyPendingTimers();
  const second = PlayedWorker.last;
  await says(second, 7);
  const store = currentStore();
  const framed = frames.length;
  store?.database.close();
  const meanwhile = await projectSealed(visit(1));
  vi.runOnlyPendingTimers();
  vi.useRealTimers();
  const third = PlayedWorker.last;
  await says(third, 7);
  await saveDraft({ id: 'after', title: '', updatedAt: 1, content: 'typed' });
  expect([new Set([worker, second, third]).size, worker.terminated, second.terminated, meanwhile, (await loadDraft('after'))?.content, third.received, framed, frames.length]).toEqual([3, true, true, false, 'typed', [{ tell: 'repair' }], 1, 1]);
});

test('what is asked and told while the worker is started again is for the next one, once', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const { host, worker } = await opened();
  const before = host.finder.requestsOf('c1');
  worker.say({ say: 'failed' });
  const meanwhile = host.finder.requestByNumber('26-001');
  host.sync.poke();
  vi.runOnlyPendingTimers();
  vi.useRealTimers();
  const next = PlayedWorker.last;
  next.say({ say: 'answer', number: 1, value: ['r1'] });
  next.say({ say: 'answer', number: 2, value: 'r2' });
  expect([worker.received, next.received, await before, await meanwhile]).toEqual([
    [{ ask: 'requestsOf', args: ['c1'], number: 1, written: 0 }],
    [{ ask: 'requestsOf', args: ['c1'], number: 1, written: 0 }, { ask: 'requestByNumber', args: ['26-001'], number: 2, written: 0 }, { tell: 'poke' }],
    ['r1'],
    'r2',
  ]);
});

test('while the cache is opened anew nothing is said to be up to date, and what waits still does', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const { host, worker } = await opened();
  worker.say({ say: 'report', report });
  worker.say({ say: 'failed' });
  const away = [host.sync.report(), currentStore()];
  vi.runOnlyPendingTimers();
  vi.useRealTimers();
  await says(PlayedWorker.last, 7);
  const waiting: SyncReport = { state: { phase: 'sending', waiting: 3, oldestAt: 1 }, toHandle: 0 };
  PlayedWorker.last.say({ say: 'report', report: waiting });
  PlayedWorker.last.say({ say: 'failed' });
  expect([away, host.sync.report()]).toEqual([[{ state: { phase: 'starting' }, toHandle: 2 }, undefined], waiting]);
});

test('a cache that three workers in a row could not open is taken off the disk, and not before', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const clear = vi.fn(() => Promise.resolve(true));
  const starting = startSyncHost(undefined, clear);
  const cleared: number[] = [];
  for (let start = 0; start < 3; start += 1) {
    PlayedWorker.last.say({ say: 'failed' });
    cleared.push(clear.mock.calls.length);
    vi.runOnlyPendingTimers();
  }
  vi.useRealTimers();
  await says(PlayedWorker.last, 7);
  await starting;
  PlayedWorker.last.say({ say: 'failed' });
  expect([cleared, clear.mock.calls.length]).toEqual([[0, 0, 1], 1]);
});
