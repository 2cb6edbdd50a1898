import { expect, test } from 'vitest';
import { acceptedRequest } from '#shared/sync/overlay.ts';
import { operationsOf } from '#shared/sync/operations-of.ts';
import { amendment, citizen, id, visit } from '#shared/sync/testing/sealed.ts';
import { openBox } from './boxes.ts';
import { project } from './project.ts';
import { replayJournal } from './replay.ts';
import { rowId } from './rows.ts';
import type { DataStore } from './store.ts';
import { syncStorage } from './sync-storage.ts';
import { testStore } from './testing/test-store.ts';

const REQUEST = rowId('requests', id(1, 'e'));
const flipped = (box: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(box, (byte, at) => (at === 20 ? byte ^ 1 : byte));

function recordOf(n: number) {
  const create = operationsOf(visit(n)).find(({ type }) => type === 'request/create');
  const record = create && acceptedRequest(null, create, { id: id(n, 'e'), rev: 3, grcNumber: `D-${n}`, acceptedAt: '2026-11-25T08:00:00Z' });
  if (record === null || record === undefined) throw new Error('a request');
  return { ...record, rev: 3 };
}
async function grcNumberShown({ database, keys }: DataStore): Promise<unknown> {
  const row = await database.view.get(REQUEST);
  return row?.box && ((await openBox(keys, REQUEST, row.box)) as { grcNumber: string }).grcNumber;
}
const changeOf = (n: number) => ({ topic: 'requests' as const, id: id(n, 'e'), record: recordOf(n) });

test('an altered row of the GRC holds up no page, and everything is read again', async () => {
  const store = await testStore();
  const storage = syncStorage(store);
  await storage.applyPage([changeOf(1), changeOf(2)], 'c1', true);
  await project(store, [amendment(3, 1)], new Set());
  const row = await store.database.base.get(REQUEST);
  await store.database.base.put({ id: REQUEST, rev: 3, box: flipped(row?.box ?? new Uint8Array()) });
  await storage.applyPage([changeOf(1)], 'c2', true);
  expect(await storage.cursor()).toBeNull();
  await storage.applyPage([changeOf(1), changeOf(2)], 'c3', true);
  expect([await storage.cursor(), await grcNumberShown(store)]).toEqual(['c3', 'D-1']);
  expect((await store.database.view.get(rowId('requests', id(2, 'e'))))?.box).not.toBeNull();
});

test('an altered row on which nothing waits is whole again with its next page', async () => {
  const store = await testStore();
  const storage = syncStorage(store);
  await storage.applyPage([changeOf(1)], 'c1', true);
  const row = await store.database.view.get(REQUEST);
  if (row === undefined) throw new Error('a shown row');
  await store.database.view.put({ ...row, box: flipped(row.box ?? new Uint8Array()) });
  await storage.applyPage([changeOf(1)], 'c2', true);
  expect(await grcNumberShown(store)).toBe('D-1');
});

test('an altered write of the queue is taken from the journal again, and is not sent twice', async () => {
  const store = await testStore();
  const journal = [visit(1, { citizens: [citizen(1)] }), amendment(2, 1), visit(3)];
  const pages = (after: number) => Promise.resolve({ entries: journal.filter(({ seq }) => seq > after), acknowledged: [id(1, '9')], nextSeq: 3, more: false });
  await replayJournal(store, pages);
  const before = (await syncStorage(store).queuedBeyond(new Set())).map(({ operation }) => operation.opId).sort();
  const row = await store.database.ops.get(id(1, 'b'));
  if (row === undefined) throw new Error('a queued write');
  await store.database.ops.put({ ...row, box: flipped(row.box) });
  expect(await syncStorage(store).queuedBeyond(new Set())).toHaveLength(before.length - 1);
  await replayJournal(store, pages);
  expect((await syncStorage(store).queuedBeyond(new Set())).map(({ operation }) => operation.opId).sort()).toEqual(before);
});
