import { expect, test } from 'vitest';
import { isPermitted } from './licence-expression.ts';

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-or-later)', true],
  ['MIT AND OFL-1.1', true],
  ['MIT AND GPL-2.0-only', false],
  ['(MPL-2.0 OR Apache-2.0) AND ISC', true],
  ['GPL-3.0-only', false],
  ['AGPL-3.0', false],
  ['LGPL-3.0-or-later', false],
  ['SEE LICENSE IN LICENSE', false],
  ['', false],
])('%s is permitted: %s', (expression, permitted) => {
  expect(isPermitted(expression)).toBe(permitted);
});
