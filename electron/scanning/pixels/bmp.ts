import type { Grey } from './pixels.ts';

const HEADERS = 14 + 40;
const PALETTE = 256 * 4;

/** A grey picture as a Windows bitmap: no pixel is lost, nothing is computed, and every browser draws it. */
export function writeBmp({ width, height, data }: Grey): Uint8Array {
  // Rows are padded to four bytes.
  const row = (width + 3) & ~3;
  const file = new Uint8Array(HEADERS + PALETTE + row * height);
  const view = new DataView(file.buffer);
  view.setUint16(0, 0x424d);
  view.setUint32(2, file.length, true);
  view.setUint32(10, HEADERS + PALETTE, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  // Negative: the top row first.
  view.setInt32(22, -height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  view.setUint32(34, row * height, true);
  for (let level = 0; level < 256; level += 1) file.fill(level, HEADERS + level * 4, HEADERS + level * 4 + 3);
  for (let y = 0; y < height; y += 1) file.set(data.subarray(y * width, (y + 1) * width), HEADERS + PALETTE + y * row);
  return file;
}
