import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scannerSourceContract } from '../scanner-source.contract.ts';
import type { RefusedFile, ScanEnd, ScanJob, ScannedSheet, ScanProgress } from '../scanner-source.ts';
import { sampleJpeg, samplePdf, samplePng, sampleTiff } from '../testing/sample-files.ts';
import { createWatchedFolderSource } from './watched-folder-source.ts';

const DEVICE = { id: 'folder', name: 'Copieur', kind: 'folder' } as const;
const JOB = '0190a000-0000-7000-8000-000000000001';
const OTHER_JOB = '0190a000-0000-7000-8000-000000000002';
const PROFILE = { feed: 'feeder', resolution: 200, colour: 'grey' } as const;
const PACE = { look: 10, quiet: 60, quietTiff: 150, patience: 600 };

const sourceOf = (folder: string) => createWatchedFolderSource({ device: DEVICE, folder, now: Date.now, pace: PACE });

scannerSourceContract('watched folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plainpied-folder-'));
  for (let index = 0; index < 5; index += 1) writeFileSync(join(folder, `scan-${index}.jpg`), sampleJpeg(index));
  const claimed = (): readonly string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.startsWith('.plainpied'));
  return { source: sourceOf(folder), deviceId: DEVICE.id, profile: PROFILE, sheets: 5, ends: false, leftovers: claimed, close: () => rmSync(folder, { recursive: true }) };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plainpied-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, bytes: Uint8Array): void => writeFileSync(join(folder, name), bytes);
const inFolder = (): readonly string[] => readdirSync(folder).filter((name) => name !== '.plainpied').sort();

/** A job that runs beside the test, which stops it when it has seen enough. */
function watch(options: { readonly source?: ReturnType<typeof sourceOf>; readonly id?: string; readonly onSheet?: ScanJob['onSheet'] } = {}) {
  const stop = new AbortController();
  const sheets: ScannedSheet[] = [];
  const refused: RefusedFile[] = [];
  const said: ScanProgress['state'][] = [];
  const source = options.source ?? sourceOf(folder);
  const ended: Promise<ScanEnd> = source.scan({
    id: options.id ?? JOB,
    deviceId: DEVICE.id,
    profile: PROFILE,
    signal: stop.signal,
    onProgress: ({ state }) => said.push(state),
    onRefused: (file) => refused.push(file),
    onSheet: async (sheet) => {
      sheets.push(sheet);
      return options.onSheet?.(sheet) ?? 'kept';
    },
  });
  return {
    source,
    sheets,
    refused,
    said,
    ended,
    stop: () => {
      stop.abort();
      return ended;
    },
  };
}
const until = (seen: () => boolean): Promise<void> => expect.poll(seen, { interval: 5, timeout: 4000 }).toBe(true);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test.each([
  ['a PDF', 'lettre.pdf', async () => samplePdf()],
  ['a JPEG', 'photo.jpg', async () => sampleJpeg()],
  ['a PNG', 'carte.png', async () => samplePng()],
  ['a TIFF of two pages', 'fax.tif', async () => sampleTiff(2)],
])('%s whose writer stalls in its middle is taken whole, when it is done', async (_kind, name, make) => {
  const bytes = await make();
  const half = Math.floor(bytes.length / 2);
  put(name, bytes.subarray(0, half));
  const job = watch();
  await pause(PACE.quietTiff * 2);
  expect([job.sheets, inFolder()]).toEqual([[], [name]]);
  appendFileSync(join(folder, name), bytes.subarray(half));
  await until(() => job.sheets.length === 1);
  await job.stop();
  expect([Buffer.from(job.sheets[0]?.bytes ?? []).equals(bytes), inFolder()]).toEqual([true, []]);
});

test('oldest first, whatever their names', async () => {
  for (const [index, name] of ['b.jpg', 'c.jpg', 'a.jpg'].entries()) {
    put(name, sampleJpeg(index));
    utimesSync(join(folder, name), 1000 + index, 1000 + index);
  }
  const job = watch();
  await until(() => job.sheets.length === 3);
  await job.stop();
  expect(job.sheets.map(({ name }) => name)).toEqual(['0001-b.jpg', '0002-c.jpg', '0003-a.jpg']);
});

test('of two desks on one folder only one takes each file', async () => {
  for (let index = 0; index < 20; index += 1) put(`scan-${index}.jpg`, sampleJpeg(index));
  const [one, other] = [watch(), watch({ id: OTHER_JOB })];
  await until(() => one.sheets.length + other.sheets.length >= 20);
  await Promise.all([one.stop(), other.stop()]);
  const taken = [...one.sheets, ...other.sheets].map(({ bytes }) => Buffer.from(bytes).toString('hex'));
  expect([taken.length, new Set(taken).size, inFolder()]).toEqual([20, 20, []]);
});

test('the same bytes sent twice are taken once, and both files go', async () => {
  put('scan.jpg', sampleJpeg(7));
  const job = watch();
  await until(() => job.sheets.length === 1);
  put('scan.jpg', sampleJpeg(7));
  await until(() => job.refused.length === 1);
  await job.stop();
  await job.source.settle(JOB, 'taken');
  expect([job.sheets.length, job.refused, readdirSync(folder)]).toEqual([1, [{ name: 'scan.jpg', reason: 'duplicate' }], []]);
});

test('files that are given up are back, and can be taken again', async () => {
  put('scan.jpg', sampleJpeg(7));
  const first = watch();
  await until(() => first.sheets.length === 1);
  await first.stop();
  put('scan.jpg', sampleJpeg(8));
  await first.source.settle(JOB, 'returned');
  expect([inFolder(), readFileSync(join(folder, 'scan.jpg')).equals(sampleJpeg(8))]).toEqual([['scan (2).jpg', 'scan.jpg'], true]);
  const second = watch({ source: first.source, id: OTHER_JOB });
  await until(() => second.sheets.length === 2);
  await second.stop();
});

test('a sheet that is found unfit goes back, and is not offered again', async () => {
  const protectedPdf = await samplePdf(1, 'secret');
  put('avis.pdf', protectedPdf);
  const job = watch({ onSheet: async () => 'refused' });
  await until(() => job.sheets.length === 1);
  await pause(PACE.quiet * 3);
  await job.stop();
  await job.source.settle(JOB, 'taken');
  expect([job.sheets.length, inFolder(), readFileSync(join(folder, 'avis.pdf')).equals(protectedPdf)]).toEqual([1, ['avis.pdf'], true]);
});

test('what can not be taken is said once and left alone', async () => {
  put('vide.pdf', new Uint8Array());
  put('lettre.pdf', Buffer.from('bonjour'));
  put('tableau.xlsx', Buffer.from('PK\u0003\u0004'));
  put('coupe.jpg', sampleJpeg().subarray(0, 80));
  put('gros.pdf', Buffer.alloc(60 * 1024 * 1024));
  put('Thumbs.db', Buffer.from('x'));
  put('scan.pdf.tmp', Buffer.from('x'));
  const job = watch();
  await until(() => job.refused.length === 5);
  await pause(100);
  await job.stop();
  expect([[...job.refused].sort((a, b) => (a.name < b.name ? -1 : 1)), job.sheets, inFolder().length]).toEqual([
    [
      { name: 'coupe.jpg', reason: 'unfinished' },
      { name: 'gros.pdf', reason: 'too-large' },
      { name: 'lettre.pdf', reason: 'disguised' },
      { name: 'tableau.xlsx', reason: 'unknown-type' },
      { name: 'vide.pdf', reason: 'empty' },
    ],
    [],
    7,
  ]);
});

test('a folder that disappears is said, and its files are taken when it is back', async () => {
  const job = watch();
  await until(() => job.said.includes('waiting'));
  renameSync(folder, `${folder}-away`);
  await until(() => job.said.includes('source-gone'));
  writeFileSync(join(`${folder}-away`, 'scan.jpg'), sampleJpeg());
  renameSync(`${folder}-away`, folder);
  await until(() => job.sheets.length === 1);
  await job.stop();
  expect(job.said.slice(0, 3)).toEqual(['waiting', 'source-gone', 'waiting']);
});

test('while its folder is gone a job can not be settled', async () => {
  put('scan.jpg', sampleJpeg());
  const job = watch();
  await until(() => job.sheets.length === 1);
  await job.stop();
  renameSync(folder, `${folder}-away`);
  await expect(job.source.settle(JOB, 'returned')).rejects.toThrow('ENOENT');
  renameSync(`${folder}-away`, folder);
  await job.source.settle(JOB, 'returned');
  expect(inFolder()).toEqual(['scan.jpg']);
});

// Root may write anywhere.
test.skipIf(process.getuid?.() === 0)('a folder in which nothing may be moved says so', async () => {
  put('scan.jpg', sampleJpeg());
  chmodSync(folder, 0o500);
  expect(await watch().ended).toEqual({ end: 'stopped', problem: 'not-permitted' });
  chmodSync(folder, 0o700);
});

test('a sheet that was claimed but not yet safe when the app died is given back unless it is recovered', async () => {
  put('scan.jpg', sampleJpeg());
  const dying = watch({
    onSheet: async () => {
      throw new Error('killed');
    },
  });
  await expect(dying.ended).rejects.toThrow('killed');
  expect(inFolder()).toEqual([]);
  await sourceOf(folder).settle(JOB, 'taken');
  expect(inFolder()).toEqual(['scan.jpg']);
});

test('a subfolder is not a file', async () => {
  mkdirSync(join(folder, 'archives.pdf'));
  const job = watch();
  await pause(PACE.quiet * 2);
  await job.stop();
  expect([job.sheets, job.refused]).toEqual([[], []]);
});
