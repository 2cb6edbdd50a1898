import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ScanActivity, ScanView } from '#shared/contracts/ipc/scanning.ts';
import type { ScanDesk } from './scan-desk.ts';
import { CLERK, openDeskBench, type DeskBench } from './testing/desk-bench.ts';
import { samplePdf } from './testing/sample-files.ts';
import { FOLDER_DEVICE } from './sources.ts';

const OWNER = '0190a000-0000-7000-8000-0000000000a1';
const OTHER = '0190a000-0000-7000-8000-0000000000a2';
const FEEDER = { ownerId: OWNER, deviceId: 'test:0', profile: { feed: 'feeder', resolution: 50, colour: 'grey' } } as const;
const FOLDER = { ...FEEDER, deviceId: FOLDER_DEVICE };

let bench: DeskBench;
beforeEach(() => {
  bench = openDeskBench();
});
afterEach(() => bench.close());

const until = (seen: () => boolean): Promise<void> => expect.poll(seen, { interval: 10, timeout: 15_000 }).toBe(true);
const activityOf = (desk: ScanDesk): ScanActivity | undefined => desk.view()?.activity;
async function ended(desk: ScanDesk): Promise<ScanView> {
  await until(() => ['idle', 'stopped'].includes(activityOf(desk)?.state ?? '') && desk.view()?.pages.every(({ looked }) => looked) === true);
  return desk.view() ?? expect.fail('no scan');
}
const put = async (name: string, bytes: Uint8Array | Promise<Uint8Array>): Promise<void> => writeFileSync(join(bench.folder, name), await bytes);
const inFolder = (): readonly string[] => readdirSync(bench.folder).filter((name) => name !== '.plainpied').sort();
async function attached(desk: ScanDesk): Promise<PDFDocument> {
  const made = await desk.attach('Justificatif');
  if (!made.ok) throw new Error(made.refusal);
  return PDFDocument.load((await bench.attachments.content(made.value.id)) ?? new Uint8Array(), { updateMetadata: false });
}

test('ten sheets of a feeder become one attachment that says how it was made, and then nothing of the scan is kept', { timeout: 30_000 }, async () => {
  const desk = await bench.start();
  await desk.start(FEEDER);
  const view = await ended(desk);
  const made = await desk.attach('Justificatif');
  const bytes = made.ok ? await bench.attachments.content(made.value.id) : undefined;
  expect([view.pages.length, view.device, view.activity, made.ok && made.value.pageCount]).toEqual([10, { id: 'test:0', name: 'frontend-tester', kind: 'scanner' }, { state: 'idle' }, 10]);
  expect(made.ok && made.value.sha256).toBe(createHash('sha256').update(bytes ?? '').digest('hex'));
  expect(made.ok && made.value.scan).toEqual({
    runs: [{ clerk: CLERK, device: 'frontend-tester', profile: FEEDER.profile, startedAt: expect.any(String), endedAt: expect.any(String), sheets: 10 }],
    resolutions: Array(10).fill(50),
    treatment: ['whitened', 'compressed'],
    composedAt: expect.any(String),
  });
  expect(await desk.attach('Another label')).toEqual(made);
  await desk.close('attached');
  expect([desk.view(), (await bench.start()).view(), bench.sane.leftovers()]).toEqual([null, null, []]);
  expect(made.ok && (await bench.attachments.describe(made.value.id))?.pageCount).toBe(10);
});

test('progress is told, page by page', async () => {
  const desk = await bench.start();
  await desk.start(FEEDER);
  await ended(desk);
  const counts = bench.views.map((view) => view?.pages.length ?? 0);
  expect([counts.every((count, index) => index === 0 || count >= (counts[index - 1] ?? 0)), new Set(counts).size > 5]).toEqual([true, true]);
});

test('after a jam the clerk goes on, and the pages are in the order of the paper', { timeout: 30_000 }, async () => {
  const jamAtFifth = 'scanimage "$@" --batch-count=4 && exec scanimage "$@" --batch-start=5 --read-return-value=SANE_STATUS_JAMMED';
  const desk = await bench.start({ scanimage: bench.sane.scripted(jamAtFifth, 'exec scanimage "$@" --batch-count=6') });
  await desk.start(FEEDER);
  const jammed = await ended(desk);
  await desk.start(FEEDER);
  const whole = await ended(desk);
  expect([jammed.activity, jammed.pages.length, whole.activity, whole.pages.length, whole.pages.slice(0, 4)]).toEqual([
    { state: 'stopped', stop: 'jam' },
    4,
    { state: 'idle' },
    10,
    jammed.pages,
  ]);
});

test.each(['scan:sheet-written', 'scan:sheet-kept'])('killed at %s of the fifth sheet, every sheet that was read is found again, once', { timeout: 30_000 }, async (point) => {
  let sheets = 0;
  const dying = await bench.start({
    failpoint: (name) => {
      if (name !== point || (sheets += 1) < 5) return;
      bench.kill();
      throw new Error('killed');
    },
  });
  await dying.start(FEEDER);
  await until(() => sheets >= 5);
  const again = await bench.start();
  await until(() => activityOf(again)?.state === 'stopped');
  const view = await ended(again);
  expect([view.activity, view.pages.length, new Set(view.pages.map(({ id }) => id)).size, view.ownerId]).toEqual([{ state: 'stopped', stop: 'interrupted' }, 5, 5, OWNER]);
  const [first] = view.pages;
  expect((await again.thumbnail(first?.id ?? ''))?.subarray(0, 2)).toEqual(Uint8Array.of(0xff, 0xd8));
  await again.start(FEEDER);
  expect((await ended(again)).pages.slice(0, 5)).toEqual(view.pages);
});

test('a full disk stops the feeder; once there is room the same sheet is taken first', { timeout: 30_000 }, async () => {
  const desk = await bench.start({ scanimage: bench.sane.scripted('exec scanimage "$@"', 'exec scanimage "$@" --batch-count=6') });
  bench.room = 10;
  await desk.start(FEEDER);
  await until(() => activityOf(desk)?.state === 'stopped');
  const full = desk.view();
  bench.room = Infinity;
  await desk.start(FEEDER);
  const view = await ended(desk);
  expect([full?.activity, view.pages.length, view.pages.slice(0, full?.pages.length).map(({ id }) => id)]).toEqual([
    { state: 'stopped', stop: 'disk-full' },
    (full?.pages.length ?? 0) + 7,
    full?.pages.map(({ id }) => id),
  ]);
});

test('what the clerk did to the pages is still there after a restart, and can be undone', { timeout: 30_000 }, async () => {
  const first = await bench.start();
  await first.start(FEEDER);
  const { pages } = await ended(first);
  const [one, two, three] = pages.map(({ id }) => id);
  await first.edit({ edit: 'delete', ids: [one ?? ''] });
  await first.edit({ edit: 'turn', id: three ?? '', by: 90 });
  await first.edit({ edit: 'move', id: three ?? '', to: 0 });
  const again = await bench.start();
  const after = again.view();
  expect([after?.pages.slice(0, 2).map(({ id, turn }) => [id, turn]), after?.pages.length, after?.canUndo]).toEqual([[[three, 90], [two, 0]], 9, true]);
  const pdf = await attached(again);
  expect([pdf.getPageCount(), pdf.getPage(0).getRotation().angle, pdf.getPage(1).getRotation().angle]).toEqual([9, 90, 0]);
});

test('pages can be undone one change at a time', async () => {
  const desk = await bench.start();
  await desk.start({ ...FEEDER, profile: { ...FEEDER.profile, feed: 'flatbed' } });
  const [page] = (await ended(desk)).pages;
  await desk.edit({ edit: 'turn', id: page?.id ?? '', by: -90 });
  const turned = desk.view()?.pages.map(({ turn }) => turn);
  const undone = (await desk.edit({ edit: 'undo' }))?.pages.map(({ turn }) => turn);
  expect([turned, undone, desk.view()?.canUndo]).toEqual([[270], [0], false]);
});

test('a scan begun for one visit is not mixed into another unless the clerk says so', async () => {
  const desk = await bench.start();
  await desk.start({ ...FEEDER, profile: { ...FEEDER.profile, feed: 'flatbed' } });
  await ended(desk);
  expect(await desk.start({ ...FEEDER, ownerId: OTHER })).toEqual({ ok: false, refusal: 'other-owner' });
  expect((await desk.takeOver(OTHER))?.ownerId).toBe(OTHER);
  expect((await desk.start({ ...FEEDER, ownerId: OTHER })).ok).toBe(true);
  await ended(desk);
});

test('stopped by the clerk, the pages that came stay', { timeout: 30_000 }, async () => {
  const desk = await bench.start();
  await desk.start({ ...FEEDER, profile: { ...FEEDER.profile, resolution: 100 } });
  await until(() => (desk.view()?.pages.length ?? 0) >= 2);
  await desk.stop();
  const view = await ended(desk);
  expect([view.activity, view.pages.length >= 2, view.pages.length < 10]).toEqual([{ state: 'idle' }, true, true]);
});

test('while the device reads, nothing is attached and no second run begins', { timeout: 30_000 }, async () => {
  const desk = await bench.start();
  await desk.start(FOLDER);
  await put('a.pdf', samplePdf(1));
  await until(() => desk.view()?.pages.length === 1);
  expect([await desk.attach('x'), await desk.start(FOLDER)]).toEqual([
    { ok: false, refusal: 'still-reading' },
    { ok: false, refusal: 'busy' },
  ]);
});

test('a device that was never listed is not even tried', async () => {
  const desk = await bench.start();
  expect([await desk.start({ ...FEEDER, deviceId: 'net:192.0.2.1:test' }), desk.view()]).toEqual([{ ok: false, refusal: 'device-gone' }, null]);
});

test('two presses at once begin one run', async () => {
  const desk = await bench.start();
  const flatbed = { ...FEEDER, profile: { ...FEEDER.profile, feed: 'flatbed' } } as const;
  const [one, other] = await Promise.all([desk.start(flatbed), desk.start(flatbed)]);
  expect([one.ok, other, (await ended(desk)).pages.length]).toEqual([true, { ok: false, refusal: 'busy' }, 1]);
});

test('without a page there is nothing to attach', async () => {
  const desk = await bench.start();
  expect([await desk.attach('x'), await desk.stop()]).toEqual([{ ok: false, refusal: 'no-pages' }, null]);
});

test('a copier’s PDF that nobody changed is attached to the byte; its file goes once it is attached', { timeout: 30_000 }, async () => {
  const bytes = await samplePdf(3);
  await put('scan.pdf', bytes);
  const desk = await bench.start();
  await desk.start(FOLDER);
  await until(() => desk.view()?.pages.length === 3);
  await desk.stop();
  const made = await desk.attach('Courrier');
  expect([made.ok && made.value.sha256, made.ok && made.value.scan?.treatment, made.ok && made.value.scan?.runs[0]?.profile]).toEqual([
    createHash('sha256').update(bytes).digest('hex'),
    ['original'],
    null,
  ]);
  await desk.close('attached');
  expect(readdirSync(bench.folder)).toEqual([]);
});

test('pages of a copier’s PDF are left out and put in order', { timeout: 30_000 }, async () => {
  await put('scan.pdf', samplePdf(3));
  const desk = await bench.start();
  await desk.start(FOLDER);
  await until(() => desk.view()?.pages.length === 3);
  const view = await desk.stop();
  await desk.edit({ edit: 'delete', ids: [view?.pages[1]?.id ?? ''] });
  const pdf = await attached(desk);
  expect([pdf.getPageCount(), desk.view()?.attached?.scan?.treatment]).toEqual([2, ['pages-left-out']]);
});

test('given up, the files of the copier are back and nothing is attached', { timeout: 30_000 }, async () => {
  await put('scan.pdf', samplePdf(1));
  const desk = await bench.start();
  await desk.start(FOLDER);
  await until(() => desk.view()?.pages.length === 1);
  await desk.stop();
  const made = await desk.attach('x');
  await desk.close('given-up');
  expect([inFolder(), desk.view(), made.ok && (await bench.attachments.describe(made.value.id))]).toEqual([['scan.pdf'], null, undefined]);
});

test('files that can not be used are refused by name and stay where they are', { timeout: 30_000 }, async () => {
  await put('secret.pdf', samplePdf(1, 'secret'));
  await put('long.pdf', samplePdf(301));
  await put('faux.pdf', Buffer.from('bonjour'));
  const desk = await bench.start();
  await desk.start(FOLDER);
  await until(() => desk.view()?.refused.length === 3);
  await desk.stop();
  expect([[...(desk.view()?.refused ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)), inFolder()]).toEqual([
    [
      { name: 'faux.pdf', reason: 'disguised' },
      { name: 'long.pdf', reason: 'too-many-pages' },
      { name: 'secret.pdf', reason: 'password-protected' },
    ],
    ['faux.pdf', 'long.pdf', 'secret.pdf'],
  ]);
});

test('300 pages fill one file: what would be one too many is left with its source', { timeout: 60_000 }, async () => {
  await put('a.pdf', samplePdf(299));
  const desk = await bench.start();
  await desk.start(FOLDER);
  await until(() => desk.view()?.pages.length === 299);
  await put('b.pdf', samplePdf(2));
  await until(() => desk.view()?.refused.length === 1);
  await desk.stop();
  await desk.start(FEEDER);
  await until(() => activityOf(desk)?.state === 'stopped');
  expect([desk.view()?.pages.length, activityOf(desk), inFolder()]).toEqual([300, { state: 'stopped', stop: 'too-many-pages' }, ['b.pdf']]);
});
