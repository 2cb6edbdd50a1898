import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchPeople } from './search.ts';
import { personId, townOf, type Person } from './testing/town.ts';

const people: readonly Person[] = [
  { birthName: 'Martin', firstNames: 'Zoé', birthDate: '1984-03-12', phones: ['+33612345678'], emails: ['zoe.martin@example.fr'] },
  { birthName: 'Martin', firstNames: 'Zoé', birthDate: '1991-07-01' },
  { birthName: 'Dupont', firstNames: 'Jean-Baptiste', usedName: 'Martinet', birthDate: '1950-01-02', phones: ['+33298765432'] },
  { birthName: "L'Hermite", firstNames: 'Anaïs', birthDate: '1984', address: { label: '1 rue Haute', city: 'Saint-Martin' } },
  { birthName: 'Nguyễn', firstNames: 'Thị Hoa', birthDate: '2001-12-31', phones: ['+4930123456'] },
];
const table = townOf(people, [['26-001-01-000123-45', 'GRC-2026-77']]);
const found = (typed: string) => searchPeople(table, typed, 20).map(({ person, reasons }) => [Number(person.id.slice(-2)), ...reasons]);
const who = (typed: string) => found(typed).map(([n]) => n);

test('`mar zo 84` finds MARTIN Zoé of 1984, and only her', () => {
  expect(found('mar zo 84')).toEqual([[0, 'name', 'birth-date']]);
});

test('names come in any order, with or without accents, hyphens and apostrophes', () => {
  expect([who('zoé martin 1991'), who('baptiste dupont'), who('jean-baptiste'), who("l'hermite"), who('lhermite'), who('hermite ANAIS'), who('nguyen hoa')]).toEqual([
    [1], [2], [2], [3], [3], [3], [4],
  ]);
});

test('a used name is found, after those born with the name', () => {
  expect(found('martin')).toEqual([[0, 'name'], [1, 'name'], [2, 'used-name']]);
});

test('a birth date is read as it is written in France, or as a year', () => {
  expect(['12/03/1984', '12.3.1984', '12-03-84', '12031984', '120384', '1984-03-12'].map(who)).toEqual(Array(6).fill([0]));
  expect(who('1984').sort()).toEqual([0, 3]);
});

test('a phone is found in any form, whole, begun, or by its end', () => {
  expect(['06 12 34 56 78', '06.12.34.56.78', '0612345678', '+33 6 12 34 56 78', '0033612345678', '061234', '06 12 34', '5678', '345678'].map(who)).toEqual(Array(9).fill([0]));
  expect(found('+49 30 123456')).toEqual([[4, 'phone']]);
});

test('an e-mail is found by any part that holds its @, or by its beginning', () => {
  expect([found('zoe.martin@example.fr'), who('martin@exa')]).toEqual([[[0, 'email']], [0]]);
});

test('a request number finds its person, by the desk’s or the GRC’s, whole or begun', () => {
  expect(['26-001-01-000123-45', '260010100012345', '26 001 01 000123 45', 'GRC-2026-77', 'grc202677'].map((typed) => found(typed)[0])).toEqual(
    Array(5).fill([0, 'request-number']),
  );
});

test('one typo is forgiven when few fit, and said', () => {
  expect([found('hremite'), found('Dupnot jean'), found('nguyem')]).toEqual([[[3, 'typo']], [[2, 'typo', 'name']], [[4, 'typo']]]);
});

test('what is shown is not searched: a city is no name', () => {
  expect(who('saint')).toEqual([]);
});

test('nothing typed finds nobody', () => {
  expect([who(''), who('   '), who('-')]).toEqual([[], [], []]);
});

const letters = fc.stringMatching(/^[a-zéèœ]{2,9}$/);

test('everyone is found by any prefixes of their names, in any order, with their year', () => {
  const persons = fc.array(fc.record({ birthName: letters, firstNames: letters, year: fc.integer({ min: 1930, max: 2020 }) }), { minLength: 1, maxLength: 15 });
  fc.assert(
    fc.property(persons, fc.nat(), fc.nat(), fc.boolean(), (list, cutA, cutB, swapped) => {
      const town = townOf(list.map(({ birthName, firstNames, year }) => ({ birthName, firstNames, birthDate: `${year}-05-06` })));
      list.forEach(({ birthName, firstNames, year }, n) => {
        const parts = [birthName.slice(0, 1 + (cutA % birthName.length)), firstNames.slice(0, 1 + (cutB % firstNames.length))];
        const typed = `${(swapped ? parts.reverse() : parts).join(' ')} ${String(year).slice(2)}`;
        expect(searchPeople(town, typed, 99).map(({ person }) => person.id)).toContain(personId(n));
      });
    }),
  );
});

test('no query breaks the search', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      expect(searchPeople(table, typed, 3).length).toBeLessThanOrEqual(3);
    }),
  );
});
