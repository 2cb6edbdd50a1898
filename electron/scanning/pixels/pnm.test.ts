import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pixels } from './pixels.ts';
import { readPnm, writePnm } from './pnm.ts';

const file = (header: string, ...body: number[]): Uint8Array => Buffer.concat([Buffer.from(header, 'latin1'), Buffer.from(body)]);
const read = (bytes: Uint8Array): unknown => {
  const pixels = readPnm(bytes);
  return pixels && { ...pixels, data: [...pixels.data] };
};

test('grey as scanimage writes it, with its comment', () => {
  expect(read(file('P5\n# SANE data follows\n3 2\n255\n', 1, 2, 3, 4, 5, 6))).toEqual({ width: 3, height: 2, channels: 1, data: [1, 2, 3, 4, 5, 6] });
});

test('a first sample that looks like white space or a comment belongs to the picture', () => {
  expect(read(file('P5\n2 1\n255\n', 0x0a, 0x23))).toEqual({ width: 2, height: 1, channels: 1, data: [0x0a, 0x23] });
  expect(read(file('P4\n8 1\n', 0x31))).toEqual({ width: 8, height: 1, channels: 1, data: [255, 255, 0, 0, 255, 255, 255, 0] });
});

test('colour, 16 bits, and black and white come as samples of 8 bits', () => {
  expect([
    read(file('P6\n1 1\n255\n', 10, 20, 30)),
    read(file('P5\n2 1\n65535\n', 200, 1, 100, 2)),
    read(file('P4\n# SANE data follows\n9 2\n', 0x80, 0x00, 0x00, 0x80)),
  ]).toEqual([
    { width: 1, height: 1, channels: 3, data: [10, 20, 30] },
    { width: 2, height: 1, channels: 1, data: [200, 100] },
    { width: 9, height: 2, channels: 1, data: [0, ...Array<number>(16).fill(255), 0] },
  ]);
});

test('whatever is cut off, nothing is read', () => {
  const pixels: Pixels = { width: 7, height: 5, channels: 3, data: new Uint8Array(105).fill(9) };
  const whole = writePnm(pixels);
  expect(read(whole)).toEqual({ ...pixels, data: [...pixels.data] });
  fc.assert(fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => readPnm(whole.subarray(0, length)) === undefined));
});

test('anything else is no picture', () => {
  expect(['', 'P5', 'P5\n0 4\n255\n', 'P2\n1 1\n255\n7', '%PDF-1.7'].map((text) => readPnm(Buffer.from(text)))).toEqual(Array(5).fill(undefined));
});
