import { expect, test } from 'vitest';
import { amendment, attachment, citizen, id, visit } from '#shared/sync/testing/sealed.ts';
import { replayJournal } from './replay.ts';
import { testStore } from './testing/test-store.ts';

const journal = [visit(1, { citizens: [citizen(1)] }), visit(2, { attachments: [attachment(2)] }), amendment(3, 2)];

/** A journal of two entries a page. */
function pagesOf(acknowledged: readonly string[], asked: number[] = []) {
  return (after: number): Promise<unknown> => {
    asked.push(after);
    const entries = journal.filter(({ seq }) => seq > after).slice(0, 2);
    const nextSeq = entries.at(-1)?.seq ?? after;
    return Promise.resolve({ entries, acknowledged, nextSeq, more: nextSeq < 3 });
  };
}

test('a lost cache is rebuilt whole, and what was accepted is not sent again', async () => {
  const store = await testStore();
  const answer = await replayJournal(store, pagesOf([id(1, '9'), id(1, 'b')]));
  expect([answer, (await store.database.ops.toCollection().primaryKeys()).sort(), await store.database.view.count()]).toEqual([
    { entries: 3, from: 0 },
    [id(2, 'b'), id(3, 'b'), id(2, 'f')].sort(),
    3,
  ]);
});

test('replaying twice changes nothing, and the second time reads only what is new', async () => {
  const store = await testStore();
  await replayJournal(store, pagesOf([]));
  const ops = await store.database.ops.toArray();
  const asked: number[] = [];
  expect(await replayJournal(store, pagesOf([], asked))).toEqual({ entries: 0, from: 3 });
  expect([asked, await store.database.ops.toArray()]).toEqual([[3], ops]);
});

test('a replay that is interrupted goes on where it was', async () => {
  const store = await testStore();
  const read = pagesOf([]);
  await expect(replayJournal(store, (after) => (after === 0 ? read(after) : Promise.reject(new Error('main is gone'))))).rejects.toThrow();
  expect(await replayJournal(store, read)).toEqual({ entries: 1, from: 2 });
});

test('a journal that is not one stops the replay, and nothing is marked as read', async () => {
  const store = await testStore();
  await expect(replayJournal(store, () => Promise.resolve({ entries: [{ seq: 'x' }] }))).rejects.toThrow();
  expect(await store.database.meta.get('journal')).toBeUndefined();
});
