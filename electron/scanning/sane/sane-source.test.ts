import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ScanProfile } from '#shared/domain/scan/scanner.ts';
import { readPnm } from '../pixels/pnm.ts';
import { scannerSourceContract } from '../scanner-source.contract.ts';
import type { ScanEnd, ScannedSheet } from '../scanner-source.ts';
import { failing, openSaneBench, type SaneBench } from '../testing/sane-bench.ts';
import type { Scanimage } from './scanimage.ts';
import { createSaneSource } from './sane-source.ts';

const PROFILE: ScanProfile = { feed: 'feeder', resolution: 50, colour: 'grey' };
const JOB = '0190a000-0000-7000-8000-000000000001';

scannerSourceContract('SANE', () => {
  const { scanimage, scratch, leftovers, close } = openSaneBench();
  return { source: createSaneSource({ scanimage, scratch }), deviceId: 'test:0', profile: PROFILE, sheets: 10, ends: true, leftovers, close };
});

let bench: SaneBench;
beforeEach(() => {
  bench = openSaneBench();
});
afterEach(() => bench.close());

async function scan(scanimage: Scanimage, profile = PROFILE, onSheet = async (): Promise<void> => undefined): Promise<{ readonly end: ScanEnd; readonly sheets: readonly ScannedSheet[] }> {
  const sheets: ScannedSheet[] = [];
  const end = await createSaneSource({ scanimage, scratch: bench.scratch }).scan({
    id: JOB,
    deviceId: 'test:0',
    profile,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onRefused: () => undefined,
    onSheet: async (sheet) => {
      sheets.push(sheet);
      await onSheet();
      return 'kept';
    },
  });
  return { end, sheets };
}

test('the feeder gives its ten sheets at the resolution and colour that were asked for', async () => {
  const { end, sheets } = await scan(bench.scanimage, { feed: 'feeder', resolution: 100, colour: 'colour' });
  const shapes = sheets.map(({ bytes, resolution }) => {
    const pixels = readPnm(bytes);
    return [pixels?.width, pixels?.height, pixels?.channels, resolution].join();
  });
  // A4 at 100 dpi, cut down to whole pixels.
  expect([end, sheets.length, [...new Set(shapes)]]).toEqual([{ end: 'finished' }, 10, ['826,1169,3,100']]);
});

test('the driver waits while a sheet is made safe', async () => {
  const seen: string[] = [];
  await scan(bench.scanimage, PROFILE, async () => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    seen.push(readdirSync(join(bench.scratch, JOB)).join());
  });
  expect(seen).toEqual(Array.from({ length: 10 }, (_, index) => `${String(index + 1).padStart(4, '0')}.pnm`));
});

test('the flatbed gives one sheet', async () => {
  const { end, sheets } = await scan(bench.scanimage, { ...PROFILE, feed: 'flatbed' });
  expect([end, sheets.map(({ name }) => name)]).toEqual([{ end: 'finished' }, ['0001.pnm']]);
});

test.each([
  ['JAMMED', 'jam'],
  ['NO_DOCS', 'feeder-empty'],
  ['COVER_OPEN', 'cover-open'],
  ['DEVICE_BUSY', 'busy'],
  ['ACCESS_DENIED', 'not-permitted'],
  ['IO_ERROR', 'device-gone'],
  ['NO_MEM', 'unreadable'],
])('SANE_STATUS_%s is said as %s, and no half page is taken', async (status, problem) => {
  expect([await scan(bench.scripted(failing(status))), bench.leftovers()]).toEqual([{ end: { end: 'stopped', problem }, sheets: [] }, []]);
});

test('sheets before a jam stand', async () => {
  const jamAtFifth = 'scanimage "$@" --batch-count=4 && exec scanimage "$@" --batch-start=5 --read-return-value=SANE_STATUS_JAMMED';
  const { end, sheets } = await scan(bench.scripted(jamAtFifth));
  expect([end, sheets.map(({ name }) => name)]).toEqual([{ end: 'stopped', problem: 'jam' }, ['0001.pnm', '0002.pnm', '0003.pnm', '0004.pnm']]);
});

test('a driver that hangs after its last sheet does not hold the desk', async () => {
  const { end, sheets } = await scan(bench.scripted('scanimage "$@" --batch-count=2; trap "" TERM; sleep 60'));
  expect([end, sheets.length]).toEqual([{ end: 'finished' }, 2]);
}, 20_000);

test('a sheet whose file is cut short is not taken', async () => {
  const cut = 'head -c 9000 /dev/zero > 0001.pnm; printf "P5\\n100 100\\n255\\n" | dd of=0001.pnm conv=notrunc 2>/dev/null; echo 0001.pnm';
  expect(await scan(bench.scripted(cut))).toEqual({ end: { end: 'stopped', problem: 'unreadable' }, sheets: [] });
});

test('a scanner that does not stop when told to is killed', async () => {
  const stop = new AbortController();
  const deaf = bench.scripted('trap "" TERM; sleep 60 & echo started >&2; wait; wait; sleep 60');
  const job = {
    id: JOB,
    deviceId: 'test:0',
    profile: PROFILE,
    signal: stop.signal,
    onProgress: () => undefined,
    onRefused: () => undefined,
    onSheet: async () => 'kept' as const,
  };
  setTimeout(() => stop.abort(), 300);
  expect(await createSaneSource({ scanimage: deaf, scratch: bench.scratch }).scan(job)).toEqual({ end: 'cancelled' });
}, 20_000);

test('a machine without SANE says so', async () => {
  const nowhere = createSaneSource({ scanimage: { file: '/nowhere/scanimage', env: {} }, scratch: bench.scratch });
  expect([await nowhere.devices(), await nowhere.options('test:0')]).toEqual([
    { ok: false, refusal: 'not-installed' },
    { ok: false, refusal: 'not-installed' },
  ]);
});
