import { expect, test } from 'vitest';
import { supportOf } from './support.ts';

test('a version from the oldest supported major on is supported, any other is not', () => {
  expect(['45.4.1', 'v43.0.0', '42.9.9', '25.1.1', '', 'nightly'].map(supportOf)).toEqual([
    'supported', 'supported', 'out-of-support', 'out-of-support', 'out-of-support', 'out-of-support',
  ]);
});
