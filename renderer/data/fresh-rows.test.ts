import { expect, test } from 'vitest';
import type { Change } from '#shared/contracts/grc-api/wire.ts';
import { citizen, id, visit } from '#shared/sync/testing/sealed.ts';
import { FreshRows } from './fresh-rows.ts';
import { project } from './project.ts';
import { rowsSince } from './search-rows.ts';
import { syncStorage } from './sync-storage.ts';
import { testStore } from './testing/test-store.ts';

const row = (id: string) => ({ id, record: { id } });

function followed(): FreshRows {
  const fresh = new FreshRows();
  fresh.follow();
  return fresh;
}

test('what was written is handed over once, in order, with the number of the last of it', () => {
  const fresh = followed();
  fresh.add(5, [row('a')]);
  fresh.add(6, []);
  fresh.add(7, [row('b'), row('c')]);
  expect([fresh.takeAfter(4), fresh.takeAfter(7)]).toEqual([{ stamp: 7, rows: [row('a'), row('b'), row('c')] }, undefined]);
});

test('where the window wrote in between, the cache is asked', () => {
  const fresh = followed();
  fresh.add(5, [row('a')]);
  fresh.add(7, [row('b')]);
  expect([fresh.takeAfter(3), fresh.takeAfter(4), fresh.takeAfter(5), fresh.takeAfter(6)]).toEqual([undefined, { stamp: 5, rows: [row('a')] }, undefined, { stamp: 7, rows: [row('b')] }]);
});

test('nothing is kept for nobody, nor after it was to be forgotten, nor more than some pages', () => {
  const fresh = new FreshRows();
  fresh.add(1, [row('a')]);
  fresh.follow();
  fresh.add(2, [row('b')]);
  fresh.forget();
  fresh.follow();
  expect([fresh.takeAfter(0), fresh.takeAfter(1)]).toEqual([undefined, undefined]);
  const page = Array.from({ length: 1000 }, (_, i) => row(String(i)));
  for (let stamp = 1; stamp <= 9; stamp += 1) fresh.add(stamp, page);
  expect([fresh.takeAfter(3), fresh.takeAfter(4)?.rows.length]).toEqual([undefined, 5000]);
});

test('what is handed over is what the cache says', async () => {
  const fresh = followed();
  const cache = await testStore();
  const store = { ...cache, fresh };
  const person = (n: number, rev: number): Change => ({ topic: 'citizens', id: id(n, 'c'), record: { ...citizen(n), rev, retention: null } });
  await project(store, [visit(1, { citizens: [citizen(1)], applicant: id(1, 'c') })], new Set());
  await syncStorage(store).applyPage([person(1, 2), person(2, 1), { topic: 'citizens', id: id(3, 'c'), record: null }], 'c1', true);
  const [handed, read] = [await rowsSince(store, 0), await rowsSince(cache, 0)];
  const byId = (rows: typeof handed) => [new Map(rows.citizens.map((row) => [row.id, row.record])), new Map(rows.requests.map((row) => [row.id, row.record])), rows.stamp];
  expect([byId(handed), handed.more, await rowsSince(store, handed.stamp)]).toEqual([byId(read), true, { citizens: [], requests: [], letters: [], stamp: read.stamp, more: false }]);
});
