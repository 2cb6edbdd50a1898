import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { amendment, citizen, id, visit } from '#shared/sync/testing/sealed.ts';
import { operationsOf } from '#shared/sync/operations-of.ts';
import { openBox } from './boxes.ts';
import { change } from './change.ts';
import { declare } from './database.ts';
import { lastWritten } from './last-written.ts';
import { project } from './project.ts';
import { rowId } from './rows.ts';
import { syncStorage } from './sync-storage.ts';
import { testStore } from './testing/test-store.ts';

test('nothing that a clerk typed is in the tables in clear', async () => {
  const store = await testStore();
  await project(store, [visit(1, { citizens: [citizen(1, { birthName: 'Martinovitch' })], applicant: id(1, 'c') })], new Set());
  const rows = await Promise.all([store.database.base, store.database.ops, store.database.view].map((table) => table.toArray()));
  const text = rows.flat().map((row) => Object.values(row).map((value) => (value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : String(value))).join());
  expect([text.length, text.some((row) => /Martinovitch|Propret|rue Haute/i.test(row))]).toEqual([6, false]);
});

test('two writers of one row both have their say', async () => {
  const store = await testStore();
  await project(store, [visit(1)], new Set());
  const notes = Array.from({ length: 5 }, (_, i) => amendment(i + 2, 1, { changes: [{ field: `form.f${i}`, before: null, after: i }] }));
  await Promise.all(notes.map((note) => project(store, [note], new Set())));
  const row = await store.database.view.get(rowId('requests', id(1, 'e')));
  expect(row?.box && (await openBox(store.keys, row.id, row.box))).toMatchObject({ form: { place: 'rue Haute', f0: 0, f1: 1, f2: 2, f3: 3, f4: 4 } });
  expect(await store.database.ops.count()).toBe(6);
});

test('what the GRC approved has a row of its own only while something else is shown', async () => {
  const store = await testStore();
  const storage = syncStorage(store);
  const rows = async (): Promise<readonly number[]> => [await store.database.base.count(), await store.database.view.count()];
  const created = visit(1, { citizens: [citizen(1)], applicant: id(1, 'c') });
  await project(store, [created], new Set());
  const before = await rows();
  const [operation] = operationsOf(created);
  if (operation === undefined) throw new Error('no write');
  await storage.settle(operation, { id: id(1, 'c'), rev: 3, grcNumber: null, acceptedAt: '2026-11-25T08:00:00Z' });
  expect([before, await rows(), (await store.database.view.get(rowId('citizens', id(1, 'c'))))?.rev]).toEqual([[2, 2], [1, 2], 3]);
});

test('a failure inside leaves everything as it was', async () => {
  const store = await testStore();
  await project(store, [visit(1)], new Set());
  const before = [await store.database.view.toArray(), await store.database.meta.toArray()];
  const failing = change(store, [rowId('requests', id(1, 'e'))], () => ({
    forget: [id(1, 'b')],
    meta: [{ id: 'cursor', next: () => { throw new Error('no'); } }],
  }));
  await expect(failing).rejects.toThrow();
  expect([await store.database.view.toArray(), await store.database.meta.toArray()]).toEqual(before);
  expect(await store.database.ops.count()).toBe(1);
});

test('the last transaction made through a handle is known; after a failure it is not, until the next', async () => {
  const store = await testStore();
  const known = [lastWritten(store)];
  await project(store, [visit(1), visit(2)], new Set());
  known.push(lastWritten(store), lastWritten({ ...store, database: declare(store.database.name) }));
  vi.spyOn(store.database.view, 'bulkPut').mockRejectedValueOnce(new Error('disk full'));
  await expect(project(store, [visit(3)], new Set())).rejects.toThrow('disk full');
  known.push(lastWritten(store));
  await project(store, [visit(4)], new Set());
  expect([...known, lastWritten(store)]).toEqual([0, 2, 0, Infinity, 3]);
});

test('each transaction has a greater stamp, so that the search index misses none', async () => {
  const store = await testStore();
  await project(store, [visit(1), visit(2)], new Set());
  const rows = await store.database.view.orderBy('stamp').toArray();
  expect(rows.map(({ id: row, stamp }) => [row, stamp])).toEqual([[rowId('requests', id(1, 'e')), 1], [rowId('requests', id(2, 'e')), 2]]);
});

test('a choice of procedure is counted once, however often its intent is projected', async () => {
  const store = await testStore();
  await project(store, [visit(1), visit(2), visit(1)], new Set());
  expect((await store.database.meta.get('usage:proprete'))?.value).toEqual({ '2026-11-24': 2 });
});

test('a page and its cursor are written together, whatever its size', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(500), { maxLength: 40 }), async (numbers) => {
      const store = await testStore();
      const storage = syncStorage(store);
      await storage.applyPage(numbers.map((n) => ({ topic: 'citizens', id: id(n, 'c'), record: { ...citizen(n), rev: n, retention: null } })), 'next', true);
      expect([await store.database.view.count(), await store.database.base.count(), await storage.cursor()]).toEqual([numbers.length, 0, 'next']);
      store.database.close();
    }),
    { numRuns: 15 },
  );
});
