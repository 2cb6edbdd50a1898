import { expect, test } from 'vitest';
import { err, ok, type Result } from './result.ts';

const half = (n: number): Result<number, 'odd'> => (n % 2 === 0 ? ok(n / 2) : err('odd'));

test('a rule gives its value or refuses, as plain data', () => {
  expect([half(4), half(3)]).toEqual([
    { ok: true, value: 2 },
    { ok: false, refusal: 'odd' },
  ]);
});

test('a value that is nothing is still a value', () => {
  expect([ok(undefined), ok(null), ok(false)]).toEqual([
    { ok: true, value: undefined },
    { ok: true, value: null },
    { ok: true, value: false },
  ]);
});
