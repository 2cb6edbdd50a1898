import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { citizen, correction, id } from '#shared/sync/testing/sealed.ts';
import { project } from './project.ts';
import { countHeld, dropExpired } from './retention.ts';
import { rowId } from './rows.ts';
import { syncStorage } from './sync-storage.ts';
import { testStore } from './testing/test-store.ts';

test('who may be kept no longer leaves on the server’s day, unless something of theirs waits here; a change brings them back', async () => {
  const store = await testStore();
  const storage = syncStorage(store);
  const known = (n: number, retention: string | null, rev = 1) => ({ topic: 'citizens', id: id(n, 'c'), record: { ...citizen(n), rev, retention } }) as const;
  await storage.applyPage([known(1, '2026-11-23'), known(2, '2026-11-24'), known(3, null), known(4, '2026-01-01')], 'c1', true);
  await project(store, [correction(9, 4, [{ field: 'birthPlace', before: null, after: 'Lyon' }])], new Set());
  expect([await dropExpired(store, '2026-11-24'), await countHeld(store)]).toEqual([1, { citizens: 3, requests: 0, mailItems: 0 }]);
  expect((await store.database.view.get(rowId('citizens', id(1, 'c'))))?.box).toBeNull();
  expect(await dropExpired(store, '2026-11-24')).toBe(0);
  await storage.applyPage([known(1, '2027-01-01', 2)], 'c2', true);
  expect((await countHeld(store)).citizens).toBe(4);
});
