import { expect, test } from 'vitest';
import { formatDeskNumber } from './desk-number.ts';
import { numberGaps } from './number-gaps.ts';

const number = (sequence: number, desk = '03'): string => formatDeskNumber({ year: 2026, site: '014', desk, sequence });

test('the numbers that nobody holds are found, first and last included', () => {
  expect(numberGaps(number(426), number(430), new Set([number(427), number(429)]))).toEqual([number(426), number(428), number(430)]);
});

test('a day whose numbers are all held has no gap', () => {
  expect(numberGaps(number(1), number(1), new Set([number(1)]))).toEqual([]);
});

test.each([
  ['the last comes before the first', number(5), number(4)],
  ['the two are of different desks', number(1), number(2, '04')],
  ['it is more than a day gives', number(1), number(5001)],
])('no range: %s', (_why, first, last) => {
  expect(numberGaps(first, last, new Set())).toBeUndefined();
});
