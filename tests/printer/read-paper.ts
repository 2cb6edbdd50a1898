import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installCommand } from '#build/runtime/system-packages.ts';

/** What independent programs read on our papers: poppler for PDF, zbar for codes. `npm test` installs both. */
export type ReadCode = { readonly type: string; readonly data: string };

/** The text of a PDF in the order it was drawn, every white space one space. */
export function pdfText(pdf: Uint8Array): string {
  return withFolder((folder) => run('pdftotext', 'poppler-utils', ['-raw', '-enc', 'UTF-8', put(folder, 'paper.pdf', pdf), '-'])).replace(/\s+/g, ' ');
}

/** Where a word lies on its page, in points from the top left. */
export type PlacedWord = { readonly word: string; readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** The words of each page with their boxes, in the order they were drawn. */
export function pdfWords(pdf: Uint8Array): readonly (readonly PlacedWord[])[] {
  const html = withFolder((folder) => run('pdftotext', 'poppler-utils', ['-bbox', '-enc', 'UTF-8', put(folder, 'paper.pdf', pdf), '-']));
  return html.split('<page ').slice(1).map((page) =>
    [...page.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g)].map(([, left, top, right, bottom, word = '']) => ({
      word: word.replaceAll('&amp;', '&'), left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom),
    })),
  );
}

/** Members of `pdfinfo`, such as `Title` and `Pages`. */
export function pdfInfo(pdf: Uint8Array): Readonly<Record<string, string>> {
  const lines = withFolder((folder) => run('pdfinfo', 'poppler-utils', [put(folder, 'paper.pdf', pdf)])).split('\n');
  return Object.fromEntries(lines.flatMap((line) => {
    const [, name, value] = /^([^:]+):\s+(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  }));
}

/** One PNG a page, as an office printer of so many dots per inch would draw it. */
export function pdfPictures(pdf: Uint8Array, dotsPerInch: number): readonly Buffer[] {
  return withFolder((folder) => {
    run('pdftoppm', 'poppler-utils', ['-r', String(dotsPerInch), '-png', put(folder, 'paper.pdf', pdf), path.join(folder, 'page')]);
    return readdirSync(folder).filter((name) => name.endsWith('.png')).sort().map((name) => readFileSync(path.join(folder, name)));
  });
}

/** Every QR code and barcode on a picture, in the order of their types. */
export function codesOn(png: Uint8Array): readonly ReadCode[] {
  const output = withFolder((folder) => run('zbarimg', 'zbar-tools', ['--quiet', '--nodbus', put(folder, 'picture.png', png)], [0, NOTHING_FOUND]));
  return output.split('\n').filter((line) => line !== '').map((line) => {
    const colon = line.indexOf(':');
    return { type: line.slice(0, colon), data: line.slice(colon + 1) };
  }).sort((a, b) => a.type.localeCompare(b.type));
}

/** zbarimg's way to say that it saw no code. */
const NOTHING_FOUND = 4;

function run(program: string, debianPackage: string, args: readonly string[], good: readonly number[] = [0]): string {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (error !== undefined) throw new Error(`${program} could not run (${error.message}). npm test installs it, or as root:\n  ${installCommand([debianPackage])}`);
  if (!good.includes(status ?? -1)) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout;
}

function put(folder: string, name: string, bytes: Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

function withFolder<Value>(use: (folder: string) => Value): Value {
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-paper-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
