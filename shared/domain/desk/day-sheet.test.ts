import { expect, test } from 'vitest';
import { closingOf, daySheet, type DayEntry } from './day-sheet.ts';
import { formatDeskNumber } from './desk-number.ts';

const number = (sequence: number): string => formatDeskNumber({ year: 2026, site: '014', desk: '03', sequence });
const DESK = { site: '014', desk: '03' };
const entry = (sequence: number, over: Partial<DayEntry> = {}): DayEntry => ({ number: number(sequence), kind: 'request', voided: false, paper: 'printed', answer: 'accepted', grcNumber: `D-${sequence}`, ...over });

test('a day where all is printed, accepted and numbered balances; a voided number keeps its trace and does not count', () => {
  const sheet = daySheet('2026-11-24', [entry(3, { kind: 'mail-item', paper: 'none' }), entry(1), entry(2, { voided: true, paper: 'not-printed', answer: 'waiting', grcNumber: null })]);
  expect(sheet).toMatchObject({ counts: { recorded: 2, printed: 1, accepted: 2, numbered: 2, voided: 1 }, lost: [], balanced: true });
  expect(closingOf(sheet, DESK)).toEqual({ totals: { requests: 1, mailItems: 1, quickAnswers: 0 }, numbers: { first: number(1), last: number(3) }, voided: [number(2)] });
});

test('numbers that the journal has nothing of are listed', () => {
  expect(daySheet('2026-11-24', [entry(1), entry(4)])).toMatchObject({ lost: [number(2), number(3)], balanced: false });
});

test.each([
  ['waits for the GRC', { answer: 'waiting', grcNumber: null }],
  ['was refused', { answer: 'refused', grcNumber: null }],
  ['has no number yet', { grcNumber: null }],
  ['has no paper', { paper: 'not-printed' }],
  ['has a paper in doubt', { paper: 'uncertain' }],
] as const)('a day does not balance while a record %s', (_why, over) => {
  expect(daySheet('2026-11-24', [entry(1, over)]).balanced).toBe(false);
});

test('a day without a number balances, and is closed without numbers', () => {
  const sheet = daySheet('2026-11-24', []);
  expect([sheet.balanced, closingOf(sheet, DESK).numbers]).toEqual([true, null]);
});

test('a desk enrolled anew during the day shows both series of numbers, and closes the day of the desk that it is', () => {
  const before = formatDeskNumber({ year: 2026, site: '014', desk: '02', sequence: 7 });
  const sheet = daySheet('2026-11-24', [entry(8), entry(10), entry(7, { number: before })]);
  expect([sheet.entries.map(({ number: given }) => given), sheet.lost]).toEqual([[before, number(8), number(10)], [number(9)]]);
  expect(closingOf(sheet, DESK)).toEqual({ totals: { requests: 2, mailItems: 0, quickAnswers: 0 }, numbers: { first: number(8), last: number(10) }, voided: [] });
});
