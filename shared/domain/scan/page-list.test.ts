import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appendPage, editPages, NO_PAGES, pageEditSchema, pageListSchema, type PageEdit, type PageList } from './page-list.ts';

const id = (n: number): string => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const listOf = (count: number): PageList => Array.from({ length: count }, (_, index) => id(index)).reduce(appendPage, NO_PAGES);
const order = (list: PageList): readonly number[] => list.pages.map((page) => Number(page.id.slice(-12)));

test('pages keep the order of the paper', () => {
  expect(order(listOf(3))).toEqual([0, 1, 2]);
});

test.each([
  [0, 2, [1, 2, 0, 3]],
  [3, 0, [3, 0, 1, 2]],
  [1, 99, [0, 2, 3, 1]],
])('page %i moved to place %i', (page, to, expected) => {
  expect(order(editPages(listOf(4), { edit: 'move', id: id(page), to }))).toEqual(expected);
});

test('four quarter turns are none, and one to the left is three to the right', () => {
  const turned = (...by: readonly (90 | -90)[]) => by.reduce((list, each) => editPages(list, { edit: 'turn', id: id(0), by: each }), listOf(1)).pages[0]?.turn;
  expect([turned(90), turned(90, 90, 90), turned(-90), turned(90, 90, 90, 90)]).toEqual([90, 270, 270, 0]);
});

test('several pages are deleted by one change, and come back by one', () => {
  const left = editPages(listOf(4), { edit: 'delete', ids: [id(1), id(3)] });
  expect([order(left), order(editPages(left, { edit: 'undo' }))]).toEqual([[0, 2], [0, 1, 2, 3]]);
});

test('a page can be left as crooked as it came', () => {
  const list = editPages(listOf(1), { edit: 'straighten', id: id(0), straight: false });
  expect(list.pages[0]?.straight).toBe(false);
});

test('what changes nothing is not something to undo', () => {
  const list = listOf(2);
  const nothing: readonly PageEdit[] = [
    { edit: 'undo' },
    { edit: 'move', id: id(0), to: 0 },
    { edit: 'move', id: id(9), to: 0 },
    { edit: 'delete', ids: [id(9)] },
    { edit: 'turn', id: id(9), by: 90 },
    { edit: 'straighten', id: id(0), straight: true },
  ];
  expect(nothing.map((edit) => editPages(list, edit) === list)).toEqual(nothing.map(() => true));
});

test('undoing a deletion while the feeder goes on keeps the pages that came meanwhile', () => {
  const deleted = editPages(listOf(2), { edit: 'delete', ids: [id(0)] });
  expect(order(editPages(appendPage(deleted, id(2)), { edit: 'undo' }))).toEqual([0, 1, 2]);
});

const page = fc.integer({ min: 0, max: 5 }).map(id);
const edits: fc.Arbitrary<PageEdit> = fc.oneof(
  fc.record({ edit: fc.constant('move' as const), id: page, to: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ edit: fc.constant('delete' as const), ids: fc.array(page, { maxLength: 3 }) }),
  fc.record({ edit: fc.constant('turn' as const), id: page, by: fc.constantFrom(90 as const, -90 as const) }),
  fc.record({ edit: fc.constant('straighten' as const), id: page, straight: fc.boolean() }),
  fc.constant({ edit: 'undo' as const }),
);

test('whatever is done, undoing everything gives back every page as it came, and no page is there twice', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(edits, fc.constant('page-comes' as const)), { maxLength: 60 }), (steps) => {
      let list = NO_PAGES;
      let came = 0;
      for (const step of steps) {
        if (step === 'page-comes') list = appendPage(list, id(came++));
        else list = editPages(list, pageEditSchema.parse(step));
        expect(new Set(order(list)).size).toBe(list.pages.length);
        expect(pageListSchema.parse(list)).toEqual(list);
      }
      while (list.before.length > 0) list = editPages(list, { edit: 'undo' });
      expect(list.pages).toEqual(listOf(came).pages);
    }),
  );
});

test('of very many changes the last hundred can be undone', () => {
  let list = listOf(1);
  for (let n = 0; n < 150; n += 1) list = editPages(list, { edit: 'turn', id: id(0), by: 90 });
  expect(list.before.length).toBe(100);
});
