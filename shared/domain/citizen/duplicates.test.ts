import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDuplicates } from './duplicates.ts';
import { townOf, type Person } from './testing/town.ts';

const phone = '+33612345678';
const family: readonly Person[] = [
  { birthName: 'Martin', firstNames: 'Zoé', birthDate: '1984-03-12', phones: [phone], emails: ['famille.martin@example.fr'] },
  { birthName: 'Martin', firstNames: 'Léo', birthDate: '2015-06-01', phones: [phone], emails: ['famille.martin@example.fr'] },
  { birthName: 'Durand', firstNames: 'Ida', birthDate: '1984-03-12' },
];
const table = townOf(family);
const judge = (person: Person) =>
  findDuplicates(table, { phones: [], emails: [], ...person }).map(({ person: { id }, strength, why }) => [Number(id.slice(-2)), strength, ...why]);

test('the same name and birth date is strong, whatever the accents and the order', () => {
  expect(judge({ birthName: 'MARTIN', firstNames: 'Zoe', birthDate: '1984-03-12' })).toEqual([[0, 'strong', 'same-name', 'same-birth-date']]);
});

test('a family’s phone and e-mail alone are weak', () => {
  expect(judge({ birthName: 'Petit', firstNames: 'Ana', phones: [phone], emails: ['famille.martin@example.fr'] })).toEqual([
    [0, 'weak', 'same-phone', 'same-email'],
    [1, 'weak', 'same-phone', 'same-email'],
  ]);
});

test('a near name is strong only with the birth date and a contact', () => {
  expect(judge({ birthName: 'Martin', firstNames: 'Zoée', birthDate: '1984-03-12' })).toEqual([[0, 'weak', 'similar-name', 'same-birth-date']]);
  expect(judge({ birthName: 'Martin', firstNames: 'Zoé Anne', birthDate: '1984-03-12' })[0]?.[0]).toBe(0);
});

test('the same name with another birth date is only a hint', () => {
  expect(judge({ birthName: 'Martin', firstNames: 'Zoé', birthDate: '1990-01-01' })).toEqual([[0, 'weak', 'same-name']]);
});

test('a relative of another age is not suspected for sharing a phone', () => {
  expect(judge({ birthName: 'Petit', firstNames: 'Ana', birthDate: '2001-01-01', phones: [phone] })).toEqual([]);
});

test('a family name alone is nobody', () => {
  expect(judge({ birthName: 'Martin', firstNames: 'Hugo', birthDate: '1955-01-01' })).toEqual([]);
});

test('a birth date alone says nothing', () => {
  expect(judge({ birthName: 'Petit', firstNames: 'Ana', birthDate: '1984-03-12' })).toEqual([]);
});

test('strong ones come first, and a person is always their own strong duplicate', () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 1, 2), (n) => {
      const [first] = judge(family[n] ?? { birthName: 'x', firstNames: '' });
      expect(first?.slice(0, 2)).toEqual([n, 'strong']);
    }),
  );
});
