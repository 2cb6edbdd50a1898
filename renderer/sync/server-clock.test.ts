import { expect, test } from 'vitest';
import { createServerClock } from './server-clock.ts';

const NOON = Date.parse('2026-11-24T12:00:00Z');
const HOUR = 3_600_000;

test('a clock that runs right is not spoken of; a wrong one is said when it changes', () => {
  const said: number[] = [];
  const clock = createServerClock((skew) => said.push(skew));
  for (const ahead of [0, 1000, -20_000, HOUR, HOUR + 5000, 0]) clock.heard(NOON, NOON + ahead);
  expect(said).toEqual([HOUR, 0]);
});

test('the day is the GRC’s, whatever this clock says; unknown before any answer', () => {
  const clock = createServerClock(() => undefined);
  expect(clock.day(NOON)).toBeUndefined();
  clock.heard(NOON, NOON + 73 * 365 * 24 * HOUR);
  expect(clock.day(NOON + 73 * 365 * 24 * HOUR + 13 * HOUR)).toBe('2026-11-25');
});
