import { writeFileSync } from 'node:fs';
import { drawn, sizeOf, turned } from '#renderer/barcodes/testing/drawn-codes.ts';
import type { PixelImage } from '#renderer/barcodes/engine.ts';
import { toGrey } from '#renderer/barcodes/grey-image.ts';
import type { BarcodeFormat } from '#renderer/platform/barcodes.ts';

const [WIDTH, HEIGHT] = [1280, 720];
const EMPTY_FRAMES = 4;
const FRAMES = 8;

/**
 * Writes a film for Chromium's file-backed camera: an empty desk for a while, then a sheet with the code, held a little
 * askew; over and over. Answers the switches that plug the camera in; who may look through it is still asked.
 */
export function filmCode(file: string, code: { readonly format: BarcodeFormat; readonly text: string }): readonly string[] {
  const module = code.format === 'code128' ? 3 : 6;
  const size = sizeOf({ ...code, module, left: 0, top: 0 });
  const shown = turned(drawn(WIDTH, HEIGHT, [{ ...code, module, left: Math.round((WIDTH - size.width) / 2), top: Math.round((HEIGHT - size.height) / 2) }]), 4);
  const frames = Array.from({ length: FRAMES }, (_, nth) => frameOf(nth < EMPTY_FRAMES ? drawn(WIDTH, HEIGHT, []) : shown));
  writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), ...frames]));
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
}

/** The middle of the picture as a frame of grey: its luminance, then two planes without colour. */
function frameOf(image: PixelImage): Buffer {
  const grey = toGrey(image);
  const [left, top] = [Math.floor((grey.width - WIDTH) / 2), Math.floor((grey.height - HEIGHT) / 2)];
  const rows = Array.from({ length: HEIGHT }, (_, row) => Buffer.from(grey.data.subarray((top + row) * grey.width + left, (top + row) * grey.width + left + WIDTH)));
  return Buffer.concat([Buffer.from('FRAME\n'), ...rows, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
}
