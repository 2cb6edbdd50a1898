import fc from 'fast-check';
import { expect, test } from 'vitest';
import { typedDate } from './typed-date.ts';

const TODAY = '2026-11-24';

test.each([
  ['0512', '2026-12-05'],
  ['051226', '2026-12-05'],
  ['05122026', '2026-12-05'],
  ['5/3/26', '2026-03-05'],
  ['5.3.2026', '2026-03-05'],
  ['-3', '2026-11-21'],
  ['+8', '2026-12-02'],
  ['29022028', '2028-02-29'],
  ['010150', '1950-01-01'],
  ['010130', '2030-01-01'],
  ['2026-01-31', '2026-01-31'],
])('%s is %s', (typed, iso) => {
  expect(typedDate(typed, TODAY)).toBe(iso);
});

test('a birth date of two digits is never in the future', () => {
  expect([typedDate('120384', TODAY, 'past'), typedDate('010127', TODAY, 'past'), typedDate('010126', TODAY, 'past')]).toEqual([
    '1984-03-12',
    '1927-01-01',
    '2026-01-01',
  ]);
});

test.each(['', 'demain', '3202', '31022026', '29022026', '1', '123'])('%s is no day', (typed) => {
  expect(typedDate(typed, TODAY)).toBeUndefined();
});

test('every day of the calendar is read back from its eight digits', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), (date) => {
      const iso = date.toISOString().slice(0, 10);
      expect(typedDate(`${iso.slice(8)}${iso.slice(5, 7)}${iso.slice(0, 4)}`, TODAY)).toBe(iso);
    }),
  );
});

test('a step of days agrees with the calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: -999, max: 999 }), (days) => {
      const expected = new Date(Date.parse(`${TODAY}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
      expect(typedDate(days < 0 ? String(days) : `+${days}`, TODAY)).toBe(expected);
    }),
  );
});
