import { expect, test } from 'vitest';
import { frenchBirthDate, frenchInstant, frenchPhone } from './french-format.ts';

test('a birth date is shown as far as it is known', () => {
  expect(['1984-03-12', '1984-03', '1984'].map(frenchBirthDate)).toEqual(['12/03/1984', '03/1984', '1984']);
});

test('a French phone is shown by pairs, a foreign one as it is', () => {
  expect(['+33199001234', '+3225550123'].map(frenchPhone)).toEqual(['01\u00a099\u00a000\u00a012\u00a034', '+3225550123']);
});

test('an instant is shown in the zone of the town', () => {
  expect(frenchInstant('2026-11-24T09:42:00Z', 'Europe/Paris')).toBe('24/11/2026 à 10 h 42');
  expect(frenchInstant('2026-11-24T21:05:00Z', 'Indian/Reunion')).toBe('25/11/2026 à 01 h 05');
});
