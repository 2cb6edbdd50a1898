import { expect, test } from 'vitest';
import { meansSomebody } from './means-somebody.ts';

test.each([
  ['', false],
  ['ma', false],
  ['mar', true],
  ['m 84', true],
  ['1984', false],
  ['12/03/84', true],
  ['06 12 34', true],
  ['zoé', true],
])('« %s » means somebody: %s', (text, means) => {
  expect(meansSomebody(text)).toBe(means);
});
