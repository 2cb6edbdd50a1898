import fc from 'fast-check';
import { expect, test } from 'vitest';
import { postalLines } from './postal-lines.ts';

test.each([
  ['its parts', { label: '', housenumber: '3', street: 'rue du Puits', postcode: '99140', city: 'Valmont-sur-Orlise' }, ['3 RUE DU PUITS', '99140 VALMONT-SUR-ORLISE']],
  ['a label typed by hand', { label: '12 bis, rue de l’Été, 02100 Saint-Quentin' }, ['12 BIS RUE DE L’ÉTÉ', '02100 SAINT-QUENTIN']],
  ['a label without a postcode', { label: 'Ferme des Aulnes' }, ['FERME DES AULNES']],
  ['a complement, kept as it was typed', { label: '', complement: 'Appt 4, chez M. Roy', street: 'place Haute', postcode: '75015', city: 'Paris' }, ['Appt 4, chez M. Roy', 'PLACE HAUTE', '75015 PARIS']],
  ['a street wider than a line', { label: '', housenumber: '128', street: 'avenue du Général-de-Gaulle prolongée Nord', postcode: '99140', city: 'Valmont' }, ['128 AVENUE DU GÉNÉRAL-DE-GAULLE', 'PROLONGÉE NORD', '99140 VALMONT']],
  ['nothing known', undefined, []],
])('an address with %s', (_what, address, lines) => {
  expect(postalLines('MARTIN Zoé', address)).toEqual(['MARTIN Zoé', ...lines]);
});

test('whatever was typed there are at most six lines of 38 characters, and the city is the last of them', () => {
  const words = fc.stringMatching(/^[a-zéè ,.'-]{1,76}$/);
  fc.assert(
    fc.property(words, words, words, words, (name, complement, street, city) => {
      const lines = postalLines(name, { label: '', complement, street, postcode: '99140', city });
      expect([lines.length <= 6, lines.every((line) => line.length <= 38), lines.at(-1)?.startsWith('99140')]).toEqual([true, true, true]);
    }),
  );
});
