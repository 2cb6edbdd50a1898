import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { CACHE_EPOCH, declare, openDatabase } from './database.ts';

afterEach(() => vi.restoreAllMocks());

test('a first start is fresh, the next one finds the cache', async () => {
  const first = await openDatabase('first');
  first.database.close();
  expect([first.state, (await openDatabase('first')).state]).toEqual(['fresh', 'kept']);
});

test('a cache of another epoch is read again; the outbox and the drafts stay', async () => {
  const { database } = await openDatabase('epoch');
  const box = new Uint8Array(20);
  await database.base.put({ id: 'citizens:1', rev: 1, box });
  await database.ops.put({ opId: 'o', seq: 1, about: 'citizens:1', box });
  await database.drafts.put({ id: 'd', box });
  await database.meta.bulkPut([{ id: 'epoch', value: 0 }, { id: 'cursor', value: 'c9' }]);
  database.close();
  const { database: again, state } = await openDatabase('epoch');
  expect([state, await again.base.count(), await again.ops.count(), await again.drafts.count(), await again.meta.get('cursor')]).toEqual(['fresh', 0, 1, 1, undefined]);
});

test('what cannot be opened is set aside, and says so', async () => {
  const newer = indexedDB.open('broken', 9999);
  await new Promise((resolve) => (newer.onsuccess = resolve));
  newer.result.close();
  const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementationOnce(() => {
    throw new DOMException('corrupt', 'UnknownError');
  });
  expect((await openDatabase('broken')).state).toBe('lost');
  expect(open).toHaveBeenCalled();
});

test('the window opens what the worker has prepared', async () => {
  await openDatabase('shared');
  const window = declare('shared');
  expect((await window.meta.get('epoch'))?.value).toBe(CACHE_EPOCH);
});

test('one that neither opens nor goes away is left beside, and another one serves', async () => {
  const corrupt = (): never => {
    throw new DOMException('corrupt', 'DataError');
  };
  const open = IDBFactory.prototype.open;
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (this: IDBFactory, name, version) {
    return name === 'stuck' ? corrupt() : open.call(this, name, version);
  });
  vi.spyOn(IDBFactory.prototype, 'deleteDatabase').mockImplementation(corrupt);
  const { database, state } = await openDatabase('stuck');
  expect([state, database.name, await database.base.count()]).toEqual(['lost', 'stuck-beside', 0]);
});
