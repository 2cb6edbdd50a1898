import { project } from '#renderer/data/project.ts';
import { dataStore } from '#renderer/data/store.ts';
import { startSyncHost, type SyncHost } from '#renderer/sync/host.ts';
import type { SyncReport } from '#shared/sync/sync-state.ts';
import type { Intent } from '#shared/sync/intent.ts';
import { desktop } from './desk.ts';
import { watchFrames } from './frames.ts';

let started: Promise<SyncHost> | undefined;

/** The app's own worker, once, with a clerk there. */
export function host(): Promise<SyncHost> {
  started ??= startSyncHost().then((sync) => {
    sync.follow();
    return sync;
  });
  return started;
}

export function until({ sync }: SyncHost, holds: (report: SyncReport) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds(sync.report())) return;
      stop();
      resolve();
    };
    const stop = sync.subscribe(look);
    look();
  });
}

export function isUpToDate({ state }: SyncReport): boolean {
  return state.phase === 'up-to-date';
}

/** From nothing to everything: in the cache, encrypted, and found. */
export async function bootOurs(query: string): Promise<{ readonly storedMs: number; readonly searchableMs: number; readonly frameMs: number }> {
  const frames = watchFrames();
  const start = performance.now();
  const sync = await host();
  await until(sync, isUpToDate);
  const storedMs = performance.now() - start;
  if ((await sync.finder.people(query, 20)).length === 0) throw new Error(`ours: nobody is called ${query}`);
  return { storedMs, searchableMs: performance.now() - start, frameMs: frames.longest() };
}

/** Until the search is kept for the next start, away from what is measured. */
export async function searchKept(): Promise<void> {
  await host();
  const { database } = await dataStore();
  while ((await database.meta.get('search-snapshot')) === undefined) await new Promise((resolve) => setTimeout(resolve, 250));
}

/** From the poke to the last change found by `query`. */
export async function catchUpOurs(query: string): Promise<{ readonly ms: number; readonly frameMs: number }> {
  const sync = await host();
  const frames = watchFrames();
  const [since, start] = [Date.now(), performance.now()];
  sync.sync.poke();
  await until(sync, ({ state }) => state.phase === 'up-to-date' && state.checkedAt >= since);
  if ((await sync.finder.people(query, 20)).length === 0) throw new Error('ours: the change is not found');
  return { ms: performance.now() - start, frameMs: frames.longest() };
}

/** Seals intents one after the other; milliseconds of each, to "Enregistré" and to the cache that screens read. */
export async function editOurs(intents: readonly Intent[]): Promise<{ readonly durable: readonly number[]; readonly shown: readonly number[] }> {
  await host();
  const store = await dataStore();
  const durable: number[] = [];
  const shown: number[] = [];
  for (const intent of intents) {
    const start = performance.now();
    const sealed = await desktop.journal.record(intent);
    durable.push(performance.now() - start);
    if (!sealed.ok) throw new Error(`not sealed: ${sealed.refusal.code}`);
    await project(store, [sealed.value], new Set());
    shown.push(performance.now() - start);
  }
  return { durable, shown };
}

/** A new start with everything there: from the worker to the first answer. */
export async function coldOurs(query: string): Promise<{ readonly ms: number; readonly found: number }> {
  const start = performance.now();
  const sync = await host();
  const found = await sync.finder.people(query, 20);
  return { ms: performance.now() - start, found: found.length };
}
