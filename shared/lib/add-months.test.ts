import { expect, test } from 'vitest';
import { addMonths } from './add-months.ts';

test.each([
  ['2026-03-17', 2, '2026-05-17', 'a Sunday stays a Sunday'],
  ['2026-12-31', 2, '2027-02-28', 'no 31 in February'],
  ['2027-12-31', 2, '2028-02-29', 'a leap year'],
  ['2026-03-31', 1, '2026-04-30', 'no 31 in April'],
  ['2026-11-15', 3, '2027-02-15', 'into the next year'],
  ['2099-12-31', 2, '2100-02-28', 'a century that is no leap year'],
  ['2026-01-05', 12, '2027-01-05', 'a whole year'],
])('%s and %i months is %s: %s', (from, months, day) => {
  expect(addMonths(from, months)).toBe(day);
});
