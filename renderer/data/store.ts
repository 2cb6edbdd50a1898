import type { DataKeys } from './boxes.ts';
import type { Database } from './database.ts';
import type { FreshRows } from './fresh-rows.ts';

/** An open cache and the keys to read it. */
export type DataStore = {
  readonly database: Database;
  readonly keys: DataKeys;
  /** The worker's: what it writes, for its search. */
  readonly fresh?: FreshRows;
};

let current: DataStore | undefined;
const listeners = new Set<() => void>();
let announce: (store: DataStore) => void = () => undefined;
let connected = new Promise<DataStore>((resolve) => (announce = resolve));

/** The host connects the window's cache once the worker has prepared it; hooks say "loading" until then. */
export function connectData(store: DataStore): void {
  current = store;
  announce(store);
  // Also when a cache that failed was opened anew.
  connected = Promise.resolve(store);
  for (const listener of listeners) listener();
}

/** No cache until the next one is connected: screens keep what they show, drafts wait, acts go by the journal. */
export function disconnectData(): void {
  current = undefined;
  connected = new Promise((resolve) => (announce = resolve));
  for (const listener of listeners) listener();
}

/** The cache, as soon as there is one. */
export function dataStore(): Promise<DataStore> {
  return connected;
}

export function currentStore(): DataStore | undefined {
  return current;
}

export function subscribeStore(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
