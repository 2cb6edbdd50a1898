import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantSchema, isoDaySchema, localDay } from './dates.ts';

test.each([
  ['2026-11-24T22:59:59Z', 'Europe/Paris', '2026-11-24'],
  ['2026-11-24T23:00:00Z', 'Europe/Paris', '2026-11-25'],
  ['2026-07-01T21:59:59Z', 'Europe/Paris', '2026-07-01'],
  ['2026-07-01T22:00:00Z', 'Europe/Paris', '2026-07-02'],
  ['2026-12-31T23:30:00Z', 'Europe/Paris', '2027-01-01'],
  ['2027-01-01T03:30:00Z', 'America/Martinique', '2026-12-31'],
  ['2026-12-31T20:00:00Z', 'Indian/Reunion', '2027-01-01'],
  ['2026-12-31T13:00:00Z', 'Pacific/Noumea', '2027-01-01'],
])('%s is a moment of the town’s day: %s, %s', (instant, zone, day) => {
  expect(localDay(Date.parse(instant), zone)).toBe(day);
});

test('an unknown zone is a bug, not another day', () => {
  expect(() => localDay(0, 'Europe/Lutece')).toThrow(RangeError);
});

const instants = fc.integer({ min: Date.parse('1900-01-01T00:00:00Z'), max: Date.parse('2199-12-31T23:59:59Z') });
const zones = fc.constantFrom('Europe/Paris', 'America/Cayenne', 'Indian/Mayotte', 'Pacific/Tahiti', 'UTC');

test('it is a day of the calendar, at most one away from that of Greenwich', () => {
  fc.assert(
    fc.property(instants, zones, (at, zone) => {
      const day = isoDaySchema.parse(localDay(at, zone));
      const greenwich = Math.floor(at / 86_400_000);
      expect(Math.abs(Date.parse(`${day}T00:00:00Z`) / 86_400_000 - greenwich)).toBeLessThanOrEqual(zone === 'UTC' ? 0 : 1);
    }),
  );
});

test('a later moment is never of an earlier day', () => {
  fc.assert(
    fc.property(instants, fc.nat(400_000_000), zones, (at, later, zone) => {
      expect(localDay(at, zone) <= localDay(at + later, zone)).toBe(true);
    }),
  );
});

test('a day is of the calendar and whole', () => {
  const read = (text: string): boolean => isoDaySchema.safeParse(text).success;
  expect(['2028-02-29', '2026-02-29', '2026-2-9', '2026-11', '2026-11-24T00:00:00Z'].map(read)).toEqual([true, false, false, false, false]);
});

test('an instant says where it was, or Z', () => {
  const read = (text: string): boolean => instantSchema.safeParse(text).success;
  expect(['2026-11-24T23:30:00Z', '2026-11-24T23:30:00.123+01:00', '2026-11-24T23:30:00', '2026-11-24'].map(read)).toEqual([true, true, false, false]);
});
