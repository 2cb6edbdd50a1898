import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uuidSchema, uuidv7 } from './uuid.ts';

const instants = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const randoms = fc.uint8Array({ minLength: 10, maxLength: 10 });

test('the example of RFC 9562 (appendix A.6) is made from its instant and its bits', () => {
  const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  expect(uuidv7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('it is a UUID of version 7 and of the variant of RFC 9562', () => {
  fc.assert(
    fc.property(instants, randoms, (at, random) => {
      const uuid = uuidv7(at, random);
      expect(uuidSchema.parse(uuid)).toMatch(/^.{14}7.{4}[89ab]/);
    }),
  );
});

test('a later one sorts after, whatever its random bits', () => {
  fc.assert(
    fc.property(instants, instants, randoms, randoms, (a, b, randomA, randomB) => {
      fc.pre(a < b);
      expect(uuidv7(a, randomA) < uuidv7(b, randomB)).toBe(true);
    }),
  );
});

test('its instant is read back from its first 48 bits', () => {
  fc.assert(
    fc.property(instants, randoms, (at, random) => {
      expect(Number.parseInt(uuidv7(at, random).replaceAll('-', '').slice(0, 12), 16)).toBe(at);
    }),
  );
});

test('74 of the random bits count, and the bytes given are not changed', () => {
  const random = new Uint8Array(10).fill(255);
  expect([uuidv7(0, random), uuidv7(0, new Uint8Array(10)), [...random]]).toEqual([
    '00000000-0000-7fff-bfff-ffffffffffff',
    '00000000-0000-7000-8000-000000000000',
    Array(10).fill(255),
  ]);
});

test('fewer than ten random bytes are refused', () => {
  expect(() => uuidv7(0, new Uint8Array(9))).toThrow('10 random bytes');
});

test.each(['', '017F22E2-79B0-7CC3-98C4-DC0C0C07398F', '017f22e279b07cc398c4dc0c0c07398f', ' 017f22e2-79b0-7cc3-98c4-dc0c0c07398f', '017f22e2-79b0-7cc3-98c4-dc0c0c07398g'])(
  '%j does not travel as a UUID',
  (text) => {
    expect(uuidSchema.safeParse(text).success).toBe(false);
  },
);
