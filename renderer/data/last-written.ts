import type { Database } from './database.ts';
import type { DataStore } from './store.ts';

// Apart from `change.ts`: the window's entry loads this, and may load no schema before Zod is told not to compile any.
const written = new WeakMap<Database, number>();

/** Number of the last transaction that was made through this handle of the cache; 0: none yet; Infinity: one failed, and may have been made. */
export function lastWritten({ database }: DataStore): number {
  return written.get(database) ?? 0;
}

/** Only who changes the cache says so. */
export function markWritten({ database }: DataStore, stamp: number): void {
  written.set(database, stamp);
}
