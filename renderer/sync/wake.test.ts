import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchSleep } from './wake.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a machine that slept is told of once, one that only works is not', () => {
  let slept = 0;
  const woken = vi.fn();
  watchSleep(() => Date.now() + slept, woken);
  vi.advanceTimersByTime(600_000);
  const awake = woken.mock.calls.length;
  slept = 3_600_000;
  vi.advanceTimersByTime(600_000);
  expect([awake, woken.mock.calls.length]).toEqual([0, 1]);
});
