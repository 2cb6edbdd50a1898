import { expect, test } from 'vitest';
import { profileFor, type ScannerOptions } from './scanner.ts';

const COPIER: ScannerOptions = { feeds: ['flatbed', 'feeder', 'feeder-duplex'], resolutions: [150, 200, 300, 600], colours: ['grey', 'colour'] };
const OLD: ScannerOptions = { feeds: ['flatbed'], resolutions: [75, 100, 150], colours: ['colour'] };

test('at first, 200 dpi grey from the feeder', () => {
  expect(profileFor(COPIER, null)).toEqual({ feed: 'feeder', resolution: 200, colour: 'grey' });
});

test('what was chosen before stays chosen', () => {
  const chosen = { feed: 'flatbed', resolution: 300, colour: 'colour' } as const;
  expect(profileFor(COPIER, chosen)).toEqual(chosen);
});

test('a device that cannot do it does the nearest it can', () => {
  expect(profileFor(OLD, { feed: 'feeder-duplex', resolution: 300, colour: 'grey' })).toEqual({ feed: 'flatbed', resolution: 150, colour: 'colour' });
});
