import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOff, retryAfterMs } from './back-off.ts';

test('the ceiling doubles from one second up to five minutes', () => {
  expect([1, 2, 3, 9, 10, 1000].map((failures) => backOff(failures, 1))).toEqual([1000, 2000, 4000, 256_000, 300_000, 300_000]);
});

test('the whole span below the ceiling is used, so that desks do not return together', () => {
  expect([backOff(4, 0), backOff(4, 0.5)]).toEqual([0, 4000]);
});

test('never sooner than the server asked, never later than an hour beyond the jitter', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(10_000_000), (failures, random, asked) => {
      const wait = backOff(failures, random, asked);
      expect(wait).toBeGreaterThanOrEqual(Math.min(asked, 3_600_000));
      expect(wait).toBeLessThanOrEqual(3_600_000 + 300_000);
    }),
  );
});

test('Retry-After is read in seconds or as a date; anything else asks for nothing', () => {
  const now = Date.parse('2026-11-24T10:00:00Z');
  expect([retryAfterMs('120', now), retryAfterMs('Tue, 24 Nov 2026 10:00:30 GMT', now), retryAfterMs('soon', now), retryAfterMs(null, now)]).toEqual([
    120_000,
    30_000,
    null,
    null,
  ]);
});

test('a date of Retry-After that has passed asks for no wait', () => {
  expect(retryAfterMs('Tue, 24 Nov 2026 09:00:00 GMT', Date.parse('2026-11-24T10:00:00Z'))).toBe(0);
});
