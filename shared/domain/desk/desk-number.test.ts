import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDeskNumber, parseDeskNumber } from './desk-number.ts';

test.each([
  [2026, '014', '03', 427, '26-014-03-000427-20'],
  [2026, '014', '03', 428, '26-014-03-000428-17'],
  [2026, '001', '01', 1, '26-001-01-000001-60'],
  [2026, '999', '99', 999_999, '26-999-99-999999-84'],
])('the published examples: %s %s %s %s', (year, site, desk, sequence, number) => {
  expect(formatDeskNumber({ year, site, desk, sequence })).toBe(number);
});

const parts = fc.record({
  year: fc.integer({ min: 2000, max: 2099 }),
  site: fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(3, '0')),
  desk: fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0')),
  sequence: fc.integer({ min: 1, max: 999_999 }),
});

test('a number is read back whatever separators it was dictated with', () => {
  fc.assert(
    fc.property(parts, fc.constantFrom('', ' ', '.', '-', '/'), (given, separator) => {
      const number = formatDeskNumber(given);
      expect(parseDeskNumber(number.replaceAll('-', separator))).toBe(number);
    }),
  );
});

test('one wrong digit, or two swapped neighbours, is never taken for a number', () => {
  fc.assert(
    fc.property(parts, fc.integer({ min: 0, max: 14 }), fc.integer({ min: 1, max: 9 }), (given, at, step) => {
      const digits = [...formatDeskNumber(given).replaceAll('-', '')];
      const wrong = digits.with(at, String((Number(digits[at]) + step) % 10)).join('');
      expect(parseDeskNumber(wrong)).toBeUndefined();
      if (at < 14 && digits[at] !== digits[at + 1]) {
        const swapped = digits.with(at, digits[at + 1] ?? '').with(at + 1, digits[at] ?? '').join('');
        expect(parseDeskNumber(swapped)).toBeUndefined();
      }
    }),
  );
});

test.each(['', '26-014-03', '26-014-03-000427-21', 'RK123456789FR', '26014030004272O'])('%s is no number of ours', (typed) => {
  expect(parseDeskNumber(typed)).toBeUndefined();
});

test('a site, desk or sequence outside of the format is a bug', () => {
  expect(() => formatDeskNumber({ year: 2026, site: '14', desk: '03', sequence: 1 })).toThrow('site');
  expect(() => formatDeskNumber({ year: 2026, site: '014', desk: '03', sequence: 1_000_000 })).toThrow('sequence');
});
