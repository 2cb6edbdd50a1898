import { expect, test } from 'vitest';
import { FreshRows } from './fresh-rows.ts';

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
