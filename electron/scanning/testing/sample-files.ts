import { PDFDocument } from '@cantoo/pdf-lib';
import { PNG } from 'pngjs';
import UTIF from 'utif2';

/** Files as a copier writes them, made here so that nobody's paper is in the repository. */
export async function samplePdf(pages = 2, password?: string): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (let page = 0; page < pages; page += 1) document.addPage([595, 842]).drawText(`Page ${page + 1}`, { x: 60, y: 760, size: 24 });
  if (password !== undefined) document.encrypt({ userPassword: password, ownerPassword: password });
  return document.save();
}

export function samplePng(shade = 200): Uint8Array {
  const png = new PNG({ width: 40, height: 30 });
  png.data.fill(shade);
  return PNG.sync.write(png);
}

export function sampleTiff(pages = 2): Uint8Array {
  const page = (index: number): Uint8Array => new Uint8Array(40 * 30 * 4).fill(40 + index * 60);
  if (pages === 1) return new Uint8Array(UTIF.encodeImage(page(0), 40, 30));
  // Two pages: the directories of two files, the second moved behind the first.
  const first = new Uint8Array(UTIF.encodeImage(page(0), 40, 30));
  const second = new Uint8Array(UTIF.encodeImage(page(1), 40, 30));
  return chained(first, second);
}

/** The second file's bytes after the first's, its places moved by as much, and the first directory leading to it. */
function chained(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  const view = new DataView(all.buffer);
  const little = all[0] === 0x49;
  const directory = (base: number): number => base + view.getUint32(base + 4, little);
  const end = (at: number): number => at + 2 + view.getUint16(at, little) * 12;
  const moved = directory(first.length);
  for (let entry = moved + 2; entry < end(moved); entry += 12) {
    const size = [0, 1, 1, 2, 4, 8][view.getUint16(entry + 2, little)] ?? 4;
    const isPlace = view.getUint32(entry + 4, little) * size > 4 || view.getUint16(entry, little) === 273;
    if (isPlace) view.setUint32(entry + 8, view.getUint32(entry + 8, little) + first.length, little);
  }
  view.setUint32(end(directory(0)), moved, little);
  return all;
}

/** A JPEG of 16 by 16 in grey, with a preview of its own in its first segment: `FF D9` comes before the picture too. */
export function sampleJpeg(shade = 0): Uint8Array {
  const tables = { quantization: Array<number>(64).fill(16), dc: [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], dcValues: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] };
  const segment = (marker: number, body: readonly number[]): readonly number[] => [0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body];
  const preview = [0x4a, 0x46, 0x58, 0x58, 0, 0xff, 0xd8, shade, 0xff, 0xd9];
  return Uint8Array.from([
    0xff, 0xd8,
    ...segment(0xe0, preview),
    ...segment(0xdb, [0, ...tables.quantization]),
    ...segment(0xc0, [8, 0, 16, 0, 16, 1, 1, 0x11, 0]),
    ...segment(0xc4, [0x00, ...tables.dc, ...tables.dcValues]),
    // One code of one bit for the end of a block.
    ...segment(0xc4, [0x10, 1, ...Array<number>(15).fill(0), 0]),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    // Four blocks of no difference and nothing else, filled up with ones.
    0b00000000, 0b00001111, 0xff, 0xd9,
  ]);
}
