import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { readPnm, writePnm } from '#electron/scanning/pixels/pnm.ts';
import { greyOf, type Pixels } from '#electron/scanning/pixels/pixels.ts';
import { skewOf } from '#electron/scanning/pixels/skew.ts';
import { paper } from '#electron/scanning/testing/paper.ts';
import { drawn, type DrawnCode } from '#renderer/barcodes/testing/drawn-codes.ts';

/** Invented letters, laid askew, as files that a driver could have written. */
export function askewLetters(skews: readonly number[], dpi: number): readonly Uint8Array[] {
  return skews.map((skew, index) => writePnm(paper({ dpi, skew, seed: index + 1 })));
}

/** An invented letter with codes on it, as a scanner at 300 dots per inch sees it; places in pixels. */
export function letterWithCodes(codes: readonly DrawnCode[], skew = 0): Pixels {
  const letter = paper({ dpi: 300, skew, lines: 8 });
  const { data } = drawn(letter.width, letter.height, codes);
  return { ...letter, data: letter.data.map((level, at) => Math.min(level, data[at * 4] ?? 255)) };
}

/** Lays letters over the sheets that SANE's test backend reads: its protocol, its feeder and its jams, with something on the paper. */
export function layLetters(folder: string, letters: readonly Uint8Array[]): (first: number) => string {
  letters.forEach((letter, index) => writeFileSync(path.join(folder, `letter-${index}.pnm`), letter));
  return (first) => `n=${first}; while read name; do cp ${folder}/letter-$((n % ${letters.length})).pnm $name; n=$((n + 1)); echo $name; done`;
}

export type ReadPdf = { readonly pages: number; readonly kilobytes: number; readonly sha256: string; readonly skews: readonly number[] };

/** A PDF as poppler reads it: how far the picture of each page is still askew. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-read-pdf-'));
  try {
    writeFileSync(path.join(folder, 'a.pdf'), bytes);
    spawnSync('pdftoppm', ['-gray', '-r', '100', path.join(folder, 'a.pdf'), path.join(folder, 'page')]);
    const pages = readdirSync(folder).filter((name) => name.endsWith('.pgm')).sort();
    const skews = pages.map((name) => skewOfLetter(readFileSync(path.join(folder, name))));
    return { pages: pages.length, kilobytes: Math.round(bytes.length / 1024), sha256: createHash('sha256').update(bytes).digest('hex'), skews };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How far a picture (PNM) is askew, in degrees. */
export function skewOfLetter(bytes: Uint8Array): number {
  const pixels = readPnm(bytes);
  return pixels === undefined ? NaN : skewOf(greyOf(pixels));
}

/** A file that the desk holds, as its own page may read it. */
export async function attachmentBytes(page: Page, id: string): Promise<Uint8Array> {
  const base64 = await page.evaluate(async (attachmentId) => {
    const answer = await fetch(`/desk/attachments/${attachmentId}/content`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  }, id);
  return Buffer.from(base64, 'base64');
}
