import type { Pixels } from './pixels.ts';

/** Before each number: white space, and comments to the end of their line. */
const NUMBER = /(?:\s+(?:#[^\n]*\n)?)+(\d{1,6})/y;
const LONGEST_HEADER = 512;

/**
 * Binary PNM as scanimage writes it (P4 black and white, P5 grey, P6 colour; 8 or 16 bits). Undefined unless every row is
 * there: half a page is no page. Shares the bytes where it can.
 */
export function readPnm(bytes: Uint8Array): Pixels | undefined {
  const start = Buffer.from(bytes.subarray(0, LONGEST_HEADER)).toString('latin1');
  const magic = start.slice(0, 2);
  if (magic !== 'P4' && magic !== 'P5' && magic !== 'P6') return undefined;
  // P4 has no largest value.
  const header = numbers(start, magic === 'P4' ? 2 : 3);
  if (header === undefined) return undefined;
  const [width = 0, height = 0, largest = 1] = header.values;
  if (width === 0 || height === 0) return undefined;
  const body = bytes.subarray(header.end);
  if (magic === 'P4') return fromBits(body, width, height);
  const channels = magic === 'P5' ? 1 : 3;
  const samples = width * height * channels;
  const deep = largest > 255;
  if (body.length < samples * (deep ? 2 : 1)) return undefined;
  return { width, height, channels, data: deep ? highBytes(body, samples) : body.subarray(0, samples) };
}

/** The numbers after the magic; the picture begins one white space after the last. */
function numbers(start: string, count: number): { readonly values: readonly number[]; readonly end: number } | undefined {
  const values: number[] = [];
  NUMBER.lastIndex = 2;
  let end = 2;
  while (values.length < count) {
    const match = NUMBER.exec(start);
    if (match === null) return undefined;
    values.push(Number(match[1]));
    end = NUMBER.lastIndex;
  }
  return /\s/.test(start[end] ?? '') ? { values, end: end + 1 } : undefined;
}

/** One bit a pixel, rows padded to whole bytes; 1 is black. */
function fromBits(body: Uint8Array, width: number, height: number): Pixels | undefined {
  const rowBytes = Math.ceil(width / 8);
  if (body.length < rowBytes * height) return undefined;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) data[y * width + x] = ((body[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 ? 0 : 255;
  }
  return { width, height, channels: 1, data };
}

function highBytes(body: Uint8Array, samples: number): Uint8Array {
  const data = new Uint8Array(samples);
  for (let index = 0; index < samples; index += 1) data[index] = body[index * 2] ?? 0;
  return data;
}

/** The same as a file: P5 or P6. */
export function writePnm({ width, height, channels, data }: Pixels): Uint8Array {
  return Buffer.concat([Buffer.from(`P${channels === 1 ? 5 : 6}\n${width} ${height}\n255\n`, 'latin1'), data]);
}
