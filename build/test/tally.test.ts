import { expect, test } from 'vitest';
import { tallyOf } from './tally.ts';

test('the last count is the one that holds', () => {
  expect(tallyOf('3 passed, 1 failed\nmore\n12 passed, 0 failed\n', 0)).toEqual({ passed: 12, failed: 0 });
});

test('a runner that ends badly has failed, even when it counted no failure', () => {
  expect(tallyOf('12 passed, 0 failed\n', 1)).toEqual({ passed: 12, failed: 1 });
  expect(tallyOf('12 passed, 2 failed\n', 1)).toEqual({ passed: 12, failed: 2 });
});

test('a runner that counts nothing has failed', () => {
  expect(tallyOf('all is well\n', 0)).toEqual({ passed: 0, failed: 1 });
  expect(tallyOf('0 passed, 0 failed\n', 0)).toEqual({ passed: 0, failed: 1 });
});
