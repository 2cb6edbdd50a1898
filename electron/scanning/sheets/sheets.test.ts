import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import UTIF from 'utif2';
import { beforeAll, expect, test } from 'vitest';
import type { Pixels } from '../pixels/pixels.ts';
import { writePnm } from '../pixels/pnm.ts';
import { turn } from '../pixels/rotate.ts';
import { skewOf } from '../pixels/skew.ts';
import { codecFiles } from '../testing/codec-files.ts';
import { paper } from '../testing/paper.ts';
import { sampleJpeg, samplePdf, samplePng, sampleTiff } from '../testing/sample-files.ts';
import { loadCodecs, type Codecs } from './codecs.ts';
import { createPdfComposer } from './compose-pdf.ts';
import { lookAtPage, viewOfPage, wholeOfPage } from './look-at-page.ts';
import { openSheet, type OpenSheet, type SheetPage } from './open-sheet.ts';

const MADE_AT = new Date(Date.UTC(2026, 10, 24, 9, 0, 0));
let codecs: Codecs;
beforeAll(async () => {
  codecs = await loadCodecs(codecFiles);
});

async function open(format: Parameters<typeof openSheet>[1]['format'], bytes: Uint8Array, resolution: number | null = null): Promise<OpenSheet> {
  const opened = await openSheet(codecs, { format, bytes, resolution });
  if (!opened.ok) throw new Error(opened.refusal);
  return opened.value;
}
const firstOf = (sheet: OpenSheet): SheetPage => sheet.pages[0] ?? expect.fail('no page');
const pictureOf = (page: SheetPage): Extract<SheetPage, { kind: 'picture' }> => (page.kind === 'picture' ? page : expect.fail('no picture'));
const plain = { skew: 0, straight: true, turn: 0 } as const;

/** A command of poppler or ImageMagick on bytes; its standard output. */
function tool(bytes: Uint8Array, command: string, ...args: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'plainpied-sheet-'));
  try {
    writeFileSync(join(folder, 'file'), bytes);
    return spawnSync(command, args.map((arg) => (arg === 'FILE' ? join(folder, 'file') : arg)), { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('each kind of file gives its pages, at a resolution that makes a page of them', async () => {
  const kinds = [
    await open('pnm', writePnm(paper({ dpi: 50 })), 50),
    await open('image/jpeg', await codecs.jpeg.encode(paper({ dpi: 100 }), 60)),
    await open('image/png', samplePng()),
    await open('image/tiff', sampleTiff(2)),
    await open('application/pdf', await samplePdf(3)),
  ];
  expect(kinds.map(({ pages }) => pages.map((page) => (page.kind === 'pdf' ? 'pdf' : page.dpi)))).toEqual([[50], [100], [50], [50, 50], ['pdf', 'pdf', 'pdf']]);
  for (const { close } of kinds) close();
});

test('a photograph is brought down to what a page needs, a scan that knows its resolution is not', async () => {
  const photo = await open('image/png', PNG.sync.write(new PNG({ width: 900, height: 3600 })));
  const scanned = Buffer.from(await codecs.jpeg.encode({ width: 300, height: 600, channels: 1, data: new Uint8Array(180_000).fill(200) }, 50));
  // JFIF: dots per inch, 300 each way.
  scanned.set([1, 1, 44, 1, 44], 13);
  const shapes = await Promise.all(
    [firstOf(photo), firstOf(await open('image/jpeg', scanned))].map(async (page) => {
      const { dpi, pixels } = pictureOf(page);
      const { width, height } = await pixels();
      return [dpi, width, height];
    }),
  );
  expect(shapes).toEqual([
    [154, 450, 1800],
    [300, 300, 600],
  ]);
});

test('codes are read from every pixel that came, and from a PDF at 300 dots per inch', async () => {
  const photo = PNG.sync.write(new PNG({ width: 901, height: 3600 }));
  const sheets = [await open('image/png', photo), await open('pnm', writePnm(paper({ dpi: 100 })), 100), await open('application/pdf', await samplePdf(1))];
  const sizes = await Promise.all(sheets.map(async (sheet) => tool(await wholeOfPage(firstOf(sheet)), 'identify', '-format', '%w %h %m', 'FILE')));
  expect(sizes).toEqual(['901 3600 BMP3', '827 1169 BMP3', '2479 3508 BMP3']);
  for (const { close } of sheets) close();
});

test.each([
  ['half a picture', 'pnm', async () => writePnm(paper({ dpi: 50 })).subarray(0, 5000), 'damaged'],
  ['a PDF behind a password', 'application/pdf', () => samplePdf(1, 'secret'), 'password-protected'],
  ['a PDF of 301 pages', 'application/pdf', () => samplePdf(301), 'too-many-pages'],
  ['no PDF at all', 'application/pdf', async () => Buffer.from('%PDF-1.7 but nothing else'), 'damaged'],
  ['a TIFF with nothing in it', 'image/tiff', async () => Buffer.from('II*\0'), 'damaged'],
  ['a picture of a thousand million points', 'image/png', async () => enormousPng(), 'too-large'],
] as const)('%s is refused', async (_name, format, make, refusal) => {
  expect(await openSheet(codecs, { format, bytes: await make(), resolution: null })).toEqual({ ok: false, refusal });
});

/** Honest in its first bytes only. */
function enormousPng(): Uint8Array {
  const png = Buffer.from(samplePng());
  png.writeUInt32BE(40_000, 16);
  png.writeUInt32BE(40_000, 20);
  return png;
}

test('a picture that is damaged inside is found when it is looked at', async () => {
  const png = Buffer.from(samplePng());
  png.fill(0, 45, 60);
  await expect(lookAtPage(codecs.jpeg, firstOf(await open('image/png', png)))).rejects.toThrow();
});

test('a page is looked at once: its skew, whether it is blank, and a small picture', { timeout: 20_000 }, async () => {
  const looked = async (page: SheetPage): Promise<unknown> => {
    const { thumbnail, skew, blank, cropped } = await lookAtPage(codecs.jpeg, page);
    return [Math.abs(skew - 3) < 0.11 ? 3 : skew, blank, cropped, tool(thumbnail, 'identify', '-format', '%m %w %[colorspace]', 'FILE')];
  };
  expect([
    await looked(firstOf(await open('pnm', writePnm(paper({ dpi: 100, skew: 3 })), 100))),
    await looked(firstOf(await open('pnm', writePnm(paper({ dpi: 100, lines: 0, border: 12 })), 100))),
    await looked(firstOf(await open('image/jpeg', sampleJpeg()))),
    await looked(firstOf(await open('application/pdf', await samplePdf(1)))),
  ]).toEqual([
    [3, false, false, 'JPEG 206 Gray'],
    [0, true, true, 'JPEG 199 Gray'],
    [0, true, false, 'JPEG 16 Gray'],
    [0, false, false, 'JPEG 165 Gray'],
  ]);
});

test('a page is shown straight and turned', async () => {
  const jpeg = await viewOfPage(codecs.jpeg, firstOf(await open('pnm', writePnm(paper({ dpi: 100, skew: 3 })), 100)), { skew: 3, straight: true, turn: 90 });
  const shown = await codecs.jpeg.decode(jpeg);
  expect([shown.width, shown.height, Math.abs(skewOf(turn({ ...shown, channels: 1 }, 270) as Parameters<typeof skewOf>[0])) <= 0.15]).toEqual([1169, 827, true]);
});

test('one PDF of scans and of pages of another PDF, as other programs read it', { timeout: 20_000 }, async () => {
  const composer = await createPdfComposer(codecs.jpeg, MADE_AT);
  const copied = await open('application/pdf', await samplePdf(3));
  await composer.add(firstOf(await open('pnm', writePnm(paper({ dpi: 200, skew: 2 })), 200)), { skew: 2, straight: true, turn: 0 });
  await composer.add(copied.pages[2] ?? expect.fail('no page'), plain);
  await composer.add(copied.pages[0] ?? expect.fail('no page'), { ...plain, turn: 90 });
  const colour: Pixels = { width: 400, height: 200, channels: 3, data: Uint8Array.from({ length: 240_000 }, (_, index) => [200, 60, 60][index % 3] ?? 0) };
  await composer.add(firstOf(await open('pnm', writePnm(colour), 100)), { ...plain, turn: 180 });
  const pdf = await composer.finish();
  copied.close();
  const info = tool(pdf, 'pdfinfo', '-f', '1', '-l', '9', 'FILE').split('\n').filter((line) => /^(Pages|Page +\d+ (size|rot)|Producer)/.test(line)).map((line) => line.replace(/ +/g, ' '));
  const pictures = tool(pdf, 'pdfimages', '-list', 'FILE').trim().split('\n').slice(2).map((line) => line.trim().split(/ +/).slice(0, 9).join(' '));
  expect([info, pictures, tool(pdf, 'pdftotext', 'FILE', '-').match(/Page \d/g)]).toEqual([
    [
      'Producer: Plainpied',
      'Pages: 4',
      'Page 1 size: 595.44 x 841.68 pts (A4)',
      'Page 1 rot: 0',
      'Page 2 size: 595 x 842 pts (A4)',
      'Page 2 rot: 0',
      'Page 3 size: 595 x 842 pts (A4)',
      'Page 3 rot: 90',
      'Page 4 size: 288 x 144 pts',
      'Page 4 rot: 180',
    ],
    ['1 0 image 1654 2338 gray 1 8 jpeg', '4 1 image 400 200 rgb 3 8 jpeg'],
    ['Page 3', 'Page 1'],
  ]);
});

test('a page of text weighs 60 to 150 kB at 200 dpi', async () => {
  const composer = await createPdfComposer(codecs.jpeg, MADE_AT);
  await composer.add(firstOf(await open('pnm', writePnm(paper({ dpi: 200, noise: 4 })), 200)), plain);
  const kilobytes = (await composer.finish()).length / 1024;
  expect([kilobytes >= 60, kilobytes <= 150]).toEqual([true, true]);
}, 20_000);

test('a TIFF in black and white compressed as faxes are is read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plainpied-sheet-'));
  try {
    writeFileSync(join(folder, 'in.pgm'), writePnm(paper({ dpi: 100 })));
    spawnSync('convert', [join(folder, 'in.pgm'), '-threshold', '60%', '-compress', 'Group4', '-density', '100', join(folder, 'out.tif')]);
    const bytes = new Uint8Array(spawnSync('cat', [join(folder, 'out.tif')]).stdout);
    const page = firstOf(await open('image/tiff', bytes));
    const { dpi, pixels: decode } = pictureOf(page);
    const pixels = await decode();
    expect([dpi, pixels.width, pixels.height, pixels.channels, new Set(pixels.data).size, UTIF.decode(new Uint8Array(bytes).buffer).length]).toEqual([100, 827, 1169, 1, 2, 1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
