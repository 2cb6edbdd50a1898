import { expect, test } from 'vitest';
import { likelySenderKinds, senderName } from './typed-sender.ts';

test('the words of a name say what its bearer may be, a person by default', () => {
  expect(['Paul Roux', 'ACME sarl', 'Mairie de Valmont', 'Préfecture', 'Samaritaine'].map((name) => likelySenderKinds(name)[0])).toEqual(['person', 'company', 'administration', 'administration', 'person']);
});

test('every kind stays within reach, whatever the name', () => {
  expect(['Paul Roux', 'ACME SARL', 'Mairie'].map((name) => [...likelySenderKinds(name)].sort())).toEqual(Array(3).fill(['administration', 'company', 'person']));
});

test('a register shows a sender by name, and nobody by none', () => {
  expect([senderName({ kind: 'unknown' }), senderName({ kind: 'company', name: 'ACME' }), senderName({ kind: 'citizen', citizenId: 'x', displayName: 'MARTIN Zoé' })]).toEqual([undefined, 'ACME', 'MARTIN Zoé']);
});
