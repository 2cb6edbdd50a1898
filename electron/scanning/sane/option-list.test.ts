import { expect, test } from 'vitest';
import { argumentsFor, offeredBy, readOptionList } from './option-list.ts';

const FEEDER = readOptionList(`
All options specific to device \`fujitsu:fi-7160':
  Standard:
    --source ADF Front|ADF Back|ADF Duplex [ADF Front]
        Selects the scan source (such as a document-feeder).
    --mode Lineart|Halftone|Gray|Color [Lineart]
        Selects the scan mode (e.g., lineart, monochrome, or color).
    --resolution 50..600dpi (in steps of 1) [600]
        Sets the resolution of the scanned image.
  Geometry:
    -x 0..215.872mm (in steps of 0.0211639) [215.872]
        Width of scan-area.
    -y 0..279.364mm (in steps of 0.0211639) [279.364]
        Height of scan-area.
    --page-width 0..221.121mm (in steps of 0.0211639) [215.872]
    --df-thickness[=(yes|no)] [inactive]
`);
const FLATBED = readOptionList(`
    --mode Color|Gray [Color] [advanced]
    --depth 8|16 [8]
    --resolution auto||75|90|100|120|300dpi [75]
    --custom-gamma[=(yes|no)] [no]
    --read-only <int> [0] [read-only]
    -x 0..216mm [216]
    -y 0..297mm [297]
`);

test('what a clerk may choose', () => {
  expect([offeredBy(FEEDER), offeredBy(FLATBED), offeredBy(new Map())]).toEqual([
    { feeds: ['feeder', 'feeder-duplex'], resolutions: [150, 200, 300, 400, 600], colours: ['grey', 'colour'] },
    { feeds: ['flatbed'], resolutions: [300], colours: ['grey', 'colour'] },
    { feeds: ['flatbed'], resolutions: [300], colours: ['grey'] },
  ]);
});

test('a profile in the words of the device, at most A4, source first', () => {
  expect([
    argumentsFor(FEEDER, { feed: 'feeder-duplex', resolution: 300, colour: 'grey' }),
    argumentsFor(FLATBED, { feed: 'flatbed', resolution: 300, colour: 'colour' }),
    argumentsFor(new Map(), { feed: 'flatbed', resolution: 300, colour: 'grey' }),
  ]).toEqual([
    ['--source=ADF Duplex', '--mode=Gray', '--resolution=300', '-x', '210', '-y', '279.364'],
    ['--mode=Color', '--depth=8', '--resolution=300', '-x', '210', '-y', '297'],
    [],
  ]);
});

test('options that can not be set now are as if they were not there', () => {
  expect([FEEDER.has('df-thickness'), FLATBED.has('read-only'), FLATBED.has('custom-gamma')]).toEqual([false, false, true]);
});
