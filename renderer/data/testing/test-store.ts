import 'fake-indexeddb/auto';
import { importDataKeys } from '../boxes.ts';
import { openDatabase } from '../database.ts';
import type { DataStore } from '../store.ts';

let last = 0;

/** An empty cache of its own. */
export async function testStore(): Promise<DataStore> {
  last += 1;
  const { database } = await openDatabase(`test-${last}`);
  return { database, keys: await importDataKeys(new Uint8Array(32).fill(7)) };
}
