import { expect, test } from 'vitest';
import { restartDelay } from './restart-delay.ts';

test('a child that keeps dying is started again less and less often', () => {
  expect([1, 2, 3, 6, 7, 50].map(restartDelay)).toEqual([1_000, 2_000, 4_000, 32_000, 60_000, 60_000]);
});
