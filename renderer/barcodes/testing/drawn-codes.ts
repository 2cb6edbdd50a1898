import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import bwipjs from 'bwip-js/node';
import type { BarcodeFormat } from '#renderer/platform/barcodes.ts';
import type { PixelImage } from '../engine.ts';
import { cutOut, wholeFrame } from '../frame.ts';
import { toPixels } from '../grey-image.ts';

const SYMBOLS: Readonly<Record<BarcodeFormat, string>> = {
  'qr': 'qrcode', 'data-matrix': 'datamatrix', 'aztec': 'azteccode', 'pdf417': 'pdf417', 'code128': 'code128', 'ean13': 'ean13', 'itf': 'interleaved2of5',
};
const BAR_HEIGHT = 40;
const MODULE = 3;
export const QUIET = 40;
/** Rows of PDF417 are drawn three times as high as a module is wide, as they are printed. */
const ROW = 3;

export type DrawnCode = { readonly format: BarcodeFormat; readonly text: string; readonly left: number; readonly top: number; readonly module?: number };

/** A white image with these codes, upright; letters beyond ASCII are written in UTF-8. */
export function drawn(width: number, height: number, codes: readonly DrawnCode[]): PixelImage {
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  for (const { format, text, left, top, module = MODULE } of codes) {
    const dark = matrixOf(format, text);
    dark.forEach((row, y) => row.forEach((isDark, x) => isDark && paint(data, width, { left: left + x * module, top: top + y * module, side: module })));
  }
  return { width, height, data };
}

/** One code, upright, with a quiet zone all around. */
export function drawnAlone(format: BarcodeFormat, text: string): PixelImage {
  const code = { format, text, left: QUIET, top: QUIET };
  const { width, height } = sizeOf(code);
  return drawn(width + 2 * QUIET, height + 2 * QUIET, [code]);
}

/** In pixels, without a quiet zone. */
export function sizeOf({ format, text, module = MODULE }: DrawnCode): { readonly width: number; readonly height: number } {
  const dark = matrixOf(format, text);
  return { width: (dark[0]?.length ?? 0) * module, height: dark.length * module };
}

/** A copy of the image, turned clockwise about its middle by so many degrees, in a frame that holds all of it. */
export function turned(image: PixelImage, degrees: number): PixelImage {
  const side = Math.ceil(Math.hypot(image.width, image.height));
  return toPixels(cutOut(image, { ...wholeFrame(image, 1), width: side, height: side, angle: (-degrees * Math.PI) / 180 }));
}

export function wasmBinary(): ArrayBuffer {
  const bytes = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

function paint(data: Uint8ClampedArray, width: number, { left, top, side }: { readonly left: number; readonly top: number; readonly side: number }): void {
  for (let y = top; y < top + side; y += 1) for (let x = left; x < left + side; x += 1) data.fill(0, 4 * (y * width + x), 4 * (y * width + x) + 3);
}

function matrixOf(format: BarcodeFormat, text: string): readonly (readonly boolean[])[] {
  const [symbol] = bwipjs.raw({ bcid: SYMBOLS[format], text: String.fromCharCode(...new TextEncoder().encode(text)), binarytext: true });
  if (symbol === undefined) throw new Error('no symbol');
  if ('sbs' in symbol) {
    const bars = symbol.sbs.flatMap((width, at) => new Array<boolean>(width).fill(at % 2 === 0));
    return new Array<readonly boolean[]>(BAR_HEIGHT).fill(bars);
  }
  const rows = Array.from({ length: symbol.pixy }, (_, y) => Array.from({ length: symbol.pixx }, (__, x) => symbol.pixs[y * symbol.pixx + x] === 1));
  return format === 'pdf417' ? rows.flatMap((row) => new Array<readonly boolean[]>(ROW).fill(row)) : rows;
}
