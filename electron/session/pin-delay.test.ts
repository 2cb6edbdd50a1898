import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterWrongPin, NO_ERRORS, remainingWait, waitAfter, type PinErrors } from './pin-delay.ts';

const after = (times: number, now: number): PinErrors => Array.from({ length: times }).reduce<PinErrors>((errors) => afterWrongPin(errors, now), NO_ERRORS);

test('four errors cost nothing, the fifth 30 s, then it doubles up to 15 min', () => {
  expect([0, 4, 5, 6, 7, 9, 10, 1000].map(waitAfter)).toEqual([0, 0, 30_000, 60_000, 120_000, 480_000, 900_000, 900_000]);
});

test('the wait runs down with the clock', () => {
  const errors = after(5, 1_000_000);
  expect([1_000_000, 1_010_000, 1_030_000, 2_000_000].map((now) => remainingWait(errors, now))).toEqual([30_000, 20_000, 0, 0]);
});

test('a clock set back, however far, never locks a clerk out for longer than the rule', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(), fc.nat(), (times, then, now) => {
      const wait = remainingWait(after(times, then), now);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(waitAfter(times));
    }),
  );
});
