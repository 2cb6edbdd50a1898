import { expect, test } from 'vitest';
import { citizenChanges, typedOf } from './amend-citizen.ts';
import type { Citizen } from './citizen.ts';
import { readTypedCitizen } from './typed-citizen.ts';

const held: Citizen = {
  id: '0190a000-0000-7000-8000-000000000001',
  birthName: 'MARTIN',
  usedName: 'DURAND',
  firstNames: 'Zoé',
  birthDate: '1984-03-12',
  phones: ['+33612345678', '+4915112345678'],
  emails: ['zoe@exemple.fr'],
  address: { label: '3 rue du Puits 01480 Chaleins', postcode: '01480', city: 'Chaleins' },
};
const read = (change: object): Citizen => {
  const typed = readTypedCitizen({ ...typedOf(held), ...change }, held.id, '2026-11-24');
  if (!typed.ok) throw new Error('a person');
  return typed.value;
};

test('a file that nobody touched changes nothing', () => {
  expect(citizenChanges(held, read({}))).toEqual([]);
  for (const birthDate of ['1984', '1984-03']) expect(typedOf({ ...held, birthDate }).birthDate).toBe(birthDate === '1984' ? '1984' : '03/1984');
});

test('each corrected field tells what it replaces; a cleared one is taken away', () => {
  expect(citizenChanges(held, read({ usedName: '', phone: '06 12 34 56 78', birthDate: '13031984' }))).toEqual([
    { field: 'usedName', before: 'DURAND', after: null },
    { field: 'birthDate', before: '1984-03-12', after: '1984-03-13' },
    { field: 'phones', before: held.phones, after: ['+33612345678'] },
  ]);
});

test('another address line replaces all that was known of the old one', () => {
  expect(citizenChanges(held, read({ address: '5 rue Haute' }))).toEqual([{ field: 'address', before: held.address, after: { label: '5 rue Haute' } }]);
});
