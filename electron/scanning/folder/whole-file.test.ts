import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MediaType } from '#shared/domain/document/attachment.ts';
import { sampleJpeg, samplePdf, samplePng, sampleTiff } from '../testing/sample-files.ts';
import { isWhole } from './whole-file.ts';

const samples: readonly (readonly [MediaType, () => Promise<Uint8Array>])[] = [
  ['application/pdf', () => samplePdf()],
  ['image/jpeg', async () => sampleJpeg()],
  ['image/png', async () => samplePng()],
  ['image/tiff', async () => sampleTiff(1)],
];

/** Lengths at which a file that was cut there counts as whole. */
const wholeAt = (bytes: Uint8Array, mediaType: MediaType): readonly number[] =>
  Array.from({ length: bytes.length + 1 }, (_, length) => length).filter((length) => isWhole(bytes.subarray(0, length), mediaType));

test.each(samples)('%s: cut anywhere, it is not whole', async (mediaType, make) => {
  const bytes = await make();
  // The new line after the last mark of a PDF is not missed.
  const least = mediaType === 'application/pdf' ? bytes.length - 1 : bytes.length;
  expect(wholeAt(bytes, mediaType).every((length) => length >= least)).toBe(true);
  expect(isWhole(bytes, mediaType)).toBe(true);
});

test('a TIFF of two pages is not whole with the first page only', () => {
  expect(wholeAt(sampleTiff(2), 'image/tiff')).toEqual([sampleTiff(2).length]);
});

test('the samples are what ImageMagick takes them for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plainpied-whole-'));
  try {
    writeFileSync(join(folder, 'two.tif'), sampleTiff(2));
    writeFileSync(join(folder, 'one.jpg'), sampleJpeg());
    const { stdout } = spawnSync('identify', ['-format', '%m %wx%h\n', join(folder, 'two.tif'), join(folder, 'one.jpg')], { encoding: 'utf8' });
    expect(stdout.trim().split('\n')).toEqual(['TIFF 40x30', 'TIFF 40x30', 'JPEG 16x16']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a PDF made for the web, cut after its first end mark, is not whole', async () => {
  const first = '%PDF-1.4\n1 0 obj\n<< /Linearized 1 /L 5000 /H [ 1 2 ] /O 3 /E 4 /N 1 /T 5 >>\nendobj\nxref\n0 1\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n';
  const rest = `${'x'.repeat(5000 - first.length - 26)}\nstartxref\n12\n%%EOF\n`.padEnd(5000 - first.length, '\n');
  expect([isWhole(Buffer.from(first), 'application/pdf'), isWhole(Buffer.from(first + rest), 'application/pdf')]).toEqual([false, true]);
});

test('a JPEG filled up with zeros to the end of its block is whole', () => {
  expect(isWhole(Buffer.concat([sampleJpeg(), Buffer.alloc(300)]), 'image/jpeg')).toBe(true);
});
