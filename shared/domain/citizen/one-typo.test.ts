import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOneTypoPrefix } from './one-typo.ts';

test('a letter missing, added, replaced, or two exchanged', () => {
  expect(['MATIN', 'MARRTIN', 'MARTYN', 'MATRIN', 'MARITN'].map((typed) => isOneTypoPrefix(typed, 'MARTIN'))).toEqual([true, true, true, true, true]);
});

test('two typos are another name', () => {
  expect(['MORTYN', 'MTRAIN', 'DURAND'].map((typed) => isOneTypoPrefix(typed, 'MARTIN'))).toEqual([false, false, false]);
});

test('the end of the name need not be typed', () => {
  expect([isOneTypoPrefix('DUPO', 'DUPONT'), isOneTypoPrefix('DPUO', 'DUPONT'), isOneTypoPrefix('DUPONTS', 'DUPONT')]).toEqual([true, true, true]);
});

const name = fc.stringMatching(/^[A-Z]{4,12}$/);

test('any single slip in any name is forgiven', () => {
  fc.assert(
    fc.property(name, fc.nat(), fc.constantFrom('missing', 'added', 'replaced', 'exchanged'), fc.stringMatching(/^[A-Z]$/), (full, place, slip, letter) => {
      const at = place % full.length;
      const typed = {
        missing: full.slice(0, at) + full.slice(at + 1),
        added: full.slice(0, at) + letter + full.slice(at),
        replaced: full.slice(0, at) + letter + full.slice(at + 1),
        exchanged: full.slice(0, at) + (full[at + 1] ?? '') + (full[at] ?? '') + full.slice(at + 2),
      }[slip];
      expect(isOneTypoPrefix(typed, full)).toBe(true);
    }),
  );
});
