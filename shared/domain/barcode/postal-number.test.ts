import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laPosteKey, parsePostalNumber, s10CheckDigit } from './postal-number.ts';

test.each(['RA473124829US', 'RA 123 456 785 FR', 'LU680211095FR', 'CB662173705US', 'RB658828494MQ', 'LZ712917377US', 'XN368574133FR'])(
  '%s is an S10 with a right check digit',
  (printed) => {
    expect(parsePostalNumber(printed)).toEqual({ kind: 's10', number: printed.replaceAll(' ', '') });
  },
);

test('an S10 with a wrong check digit is refused as such', () => {
  expect(parsePostalNumber('RA 123 456 789 FR')).toBe('s10-check-digit');
});

test.each([
  ['1A 047 877 2024 3', 'expected'],
  ['8K 0000977586 2', 'expected'],
  ['6A 1560267630 0', 'expected'],
  ['6A 1560268384 1', 'expected'],
  ['6M 1755471022 4', 'expected'],
  ['6Q 0192993864 1', 'expected'],
  ['6M20132968235', 'unexpected'],
])('%s is a number of La Poste, its key %s: published numbers, one against the inferred rule', (printed, key) => {
  expect(parsePostalNumber(printed)).toEqual({ kind: 'la-poste', number: printed.replaceAll(' ', ''), key });
});

test('the code of a return receipt holds the number of its letter', () => {
  expect(parsePostalNumber('ARLAPOSTE;01;1A0478772024;3')).toEqual({ kind: 'la-poste', number: '1A04787720243', key: 'expected' });
});

test.each(['', '1A', 'RA12345678FR', '1A0478772024', 'ARLAPOSTE;01;;3', '3760123456789', 'bonjour'])('"%s" is neither', (text) => {
  expect(parsePostalNumber(text)).toBeUndefined();
});

const digits = (count: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^\\d{${count}}$`));

test('a wrong digit of an S10 is always seen; the two remainders that share a digit are the rule’s own blind spot', () => {
  fc.assert(
    fc.property(digits(8), fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 9 }), (body, at, step) => {
      const wrong = [...body].with(at, String((Number(body[at]) + step) % 10)).join('');
      const before = s10CheckDigit(body);
      // 10 and 0 are both written 0, 11 and 5 both 5.
      if (before === '0' || before === '5') return;
      expect(parsePostalNumber(`RA${wrong}${before}FR`)).toBe('s10-check-digit');
    }),
  );
});

test('a wrong digit of a number of La Poste changes its key', () => {
  fc.assert(
    fc.property(digits(10), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (body, at, step) => {
      const wrong = [...body].with(at, String((Number(body[at]) + step) % 10)).join('');
      expect(parsePostalNumber(`1A${wrong}${laPosteKey(body)}`)).toEqual({ kind: 'la-poste', number: `1A${wrong}${laPosteKey(body)}`, key: 'unexpected' });
    }),
  );
});

test('separators and small letters do not matter', () => {
  fc.assert(
    fc.property(digits(8), fc.constantFrom(' ', '-', '.', ''), (body, separator) => {
      const number = `RK${body}${s10CheckDigit(body)}FR`;
      expect(parsePostalNumber([...number.toLowerCase()].join(separator))).toEqual({ kind: 's10', number });
    }),
  );
});
