import { expect, test } from 'vitest';
import { describeBug } from './describe-bug.ts';

test('a bug is told by its name, its code and its place, never by its message', () => {
  const cause = Object.assign(new TypeError('no such street:\nMARTIN Zoé'), { code: '22P02' });
  const told = describeBug(cause);
  expect(told).toEqual({ error: 'TypeError', code: '22P02', frames: expect.any(Array) });
  expect([told.frames[0], JSON.stringify(told)]).toEqual([expect.stringContaining('describe-bug.test.ts'), expect.not.stringContaining('MARTIN')]);
});

test('what is no error is only said to be unknown', () => {
  expect(describeBug('MARTIN Zoé')).toEqual({ error: 'unknown', frames: [] });
});
