import { expect, test } from 'vitest';
import { displayName } from './display-name.ts';

test('the birth name is in capitals, accents kept, and the first names as given', () => {
  expect(displayName({ birthName: 'Lefèvre', firstNames: 'Zoé Anne-Marie' })).toBe('LEFÈVRE Zoé Anne-Marie');
});

test('a used name follows, unless it is the birth name', () => {
  const zoe = { birthName: 'Martin', firstNames: 'Zoé' };
  expect([displayName({ ...zoe, usedName: 'Dupont' }), displayName({ ...zoe, usedName: 'MARTIN' })]).toEqual(['MARTIN Zoé (usage DUPONT)', 'MARTIN Zoé']);
});

test('no first name leaves no space', () => {
  expect(displayName({ birthName: 'Martin', firstNames: '' })).toBe('MARTIN');
});
