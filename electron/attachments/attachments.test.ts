import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { PNG } from 'pngjs';
import UTIF from 'utif2';
import { expect, test } from 'vitest';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { openAttachments } from './attachment-store.ts';
import { CHUNK_BYTES, readChunked, writeChunked } from './chunked-file.ts';
import { inspect } from './inspect.ts';
import { openSealedFolder } from './sealed-folder.ts';
import { tiffPreview } from './tiff-preview.ts';

const KEY = new Uint8Array(32).fill(9);
const ID = '0190a000-0000-7000-8000-000000000001';
const inspector = { inspect, tiffPreview: async (bytes: Uint8Array) => tiffPreview(bytes), close: () => undefined };

async function pdf(pages: number, password?: string): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (let page = 0; page < pages; page += 1) document.addPage([200, 200]);
  if (password !== undefined) document.encrypt({ userPassword: password, ownerPassword: password });
  return document.save();
}
const png = (): Uint8Array => PNG.sync.write(new PNG({ width: 4, height: 3 }));
const tiff = (): Uint8Array => new Uint8Array(UTIF.encodeImage(new Uint8Array(4 * 4 * 3).fill(200), 4, 3));
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

test('each accepted kind is known by its content, with its pages', async () => {
  const pages = async (bytes: Uint8Array) => {
    const read = await inspect(bytes, '');
    return read.ok ? [read.value.mediaType, read.value.pageCount] : read.refusal;
  };
  expect([await pages(await pdf(3)), await pages(png()), await pages(tiff())]).toEqual([
    ['application/pdf', 3],
    ['image/png', 1],
    ['image/tiff', 1],
  ]);
});

test.each([
  ['nothing', async () => new Uint8Array(0), 'application/pdf', 'empty'],
  ['a text named .pdf', async () => text('bonjour'), 'application/pdf', 'disguised'],
  ['a program named .jpg', async () => text('MZ\u0090 program'), 'image/jpeg', 'disguised'],
  ['a spreadsheet', async () => text('PK\u0003\u0004…'), 'application/vnd.ms-excel', 'unknown-type'],
  ['a protected PDF', () => pdf(1, 'secret'), 'application/pdf', 'password-protected'],
  ['half a PNG', async () => png().slice(0, 40), 'image/png', 'damaged'],
  ['a PDF of 500 pages', () => pdf(500), 'application/pdf', 'too-many-pages'],
  ['a PDF of 51 MiB', async () => new Uint8Array(51 * 1024 * 1024), 'application/pdf', 'too-large'],
])('%s is refused', async (_name, bytes, declared, refusal) => {
  expect(await inspect(await bytes(), declared)).toEqual({ ok: false, refusal });
});

test('a file is kept encrypted under a name that says nothing, and is the same after a restart', async () => {
  const dir = tempFolder();
  const bytes = await pdf(2);
  const added = await openAttachments({ dir, key: KEY, inspector }).add(ID, bytes, 'application/pdf', 'avis MARTIN.pdf');
  const again = openAttachments({ dir, key: KEY, inspector });
  expect(added.ok && (await again.describe(ID))).toEqual(added.ok && added.value);
  expect(Buffer.from((await again.content(ID)) ?? [])).toEqual(Buffer.from(bytes));
  expect(readdirSync(dir).join()).not.toContain(ID);
  for (const name of readdirSync(dir)) expect(readFileSync(join(dir, name), 'latin1')).not.toMatch(/%PDF|MARTIN/);
});

test('what is known of its making is kept with a scanned file', async () => {
  const dir = tempFolder();
  const scan = { runs: [], resolutions: [200], treatment: ['straightened' as const], composedAt: '2026-11-24T10:00:00.000Z' };
  await openAttachments({ dir, key: KEY, inspector }).add(ID, await pdf(1), 'application/pdf', 'Numérisation', scan);
  expect((await openAttachments({ dir, key: KEY, inspector }).describe(ID))?.scan).toEqual(scan);
});

test('a sealed folder gives back what it was given, under names that say nothing', async () => {
  const dir = tempFolder();
  const folder = openSealedFolder({ dir, key: KEY });
  await folder.write('sheet 1', text('MARTIN Zoé'));
  expect([(await folder.read('sheet 1'))?.toString(), await folder.read('sheet 2'), readdirSync(dir).join().includes('sheet')]).toEqual(['MARTIN Zoé', undefined, false]);
  expect(readFileSync(join(dir, readdirSync(dir)[0] ?? ''), 'latin1')).not.toContain('MARTIN');
  await folder.write('sheet 3', text('x'));
  await folder.keepOnly(['sheet 1']);
  expect([readdirSync(dir).length, await folder.read('sheet 3')]).toEqual([1, undefined]);
  await folder.remove('sheet 1');
  expect([await folder.read('sheet 1'), readdirSync(dir)]).toEqual([undefined, []]);
});

test('adding the same id again gives the first answer', async () => {
  const store = openAttachments({ dir: tempFolder(), key: KEY, inspector });
  const first = await store.add(ID, png(), 'image/png', 'a.png');
  expect(await store.add(ID, await pdf(1), 'application/pdf', 'b.pdf')).toEqual(first);
});

test('a TIFF is previewed as PNG', async () => {
  const store = openAttachments({ dir: tempFolder(), key: KEY, inspector });
  await store.add(ID, tiff(), 'image/tiff', 'scan.tif');
  const preview = await store.preview(ID);
  expect([preview?.mediaType, Buffer.from(preview?.bytes ?? []).readUInt32BE(16)]).toEqual(['image/png', 4]);
});

test('a removed file is gone', async () => {
  const dir = tempFolder();
  const store = openAttachments({ dir, key: KEY, inspector });
  await store.add(ID, png(), 'image/png', 'a.png');
  await store.remove(ID);
  expect([await store.describe(ID), readdirSync(dir)]).toEqual([undefined, []]);
});

test.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])('%i bytes come back whole', async (length) => {
  const file = join(tempFolder(), 'f');
  const bytes = randomBytes(length);
  await writeChunked(file, KEY, ID, bytes);
  expect((await readChunked(file, KEY, ID)).equals(bytes)).toBe(true);
});

test('an altered, cut or exchanged chunk is never read as if it were sound', async () => {
  const dir = tempFolder();
  const file = join(dir, 'f');
  await writeChunked(file, KEY, ID, randomBytes(2 * CHUNK_BYTES + 5));
  const whole = readFileSync(file);
  const altered = Buffer.from(whole);
  altered[100] = (altered[100] ?? 0) ^ 1;
  const half = CHUNK_BYTES + 28;
  const swapped = Buffer.concat([whole.subarray(half, 2 * half), whole.subarray(0, half), whole.subarray(2 * half)]);
  for (const spoiled of [altered, swapped, whole.subarray(0, 2 * half)]) {
    writeFileSync(join(dir, 'spoiled'), spoiled);
    await expect(readChunked(join(dir, 'spoiled'), KEY, ID)).rejects.toThrow();
  }
  await expect(readChunked(file, KEY, ID.replace('1', '2'))).rejects.toThrow();
});
