import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldLetters, foldWords } from './fold.ts';

test('accents, case and joined letters do not matter', () => {
  expect(['Zoé', 'ZOE\u0301', 'Cœur', 'Weiß', 'Łukasz', 'Øyvind'].map(foldLetters)).toEqual(['ZOE', 'ZOE', 'COEUR', 'WEISS', 'LUKASZ', 'OYVIND']);
});

test('hyphens, apostrophes straight or curly, and spaces separate words', () => {
  expect([foldWords('Le Goff-d’Arc'), foldWords("L'Hermite"), foldWords('  ')]).toEqual([['LE', 'GOFF', 'D', 'ARC'], ['L', 'HERMITE'], []]);
});

test('folding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldLetters(foldLetters(text))).toBe(foldLetters(text));
    }),
  );
});
