import { shrink, type Grey } from './pixels.ts';

/** Pictures are looked at with about this many columns: 100 dots per inch of A4. */
const LOOKED_AT_WIDTH = 827;
/** Left out on each side: holes of binders, shadows of edges, staples. */
const SIDES = 0.085;
const ENDS = 0.03;
const CELLS = { across: 8, down: 11 } as const;
/** How much darker than the paper around it ink is. */
const INK = 45;
/** The share of ink (one ten-thousandth) from which a page counts as written on: a page number alone has more. */
const WRITTEN = 0.0001;

/** Whether a page has nothing written on it. A flag for the clerk, never a reason to drop it. */
export function isBlank(grey: Grey): boolean {
  const small = shrink(grey, Math.max(1, Math.round(Math.min(grey.width, grey.height) / LOOKED_AT_WIDTH))) as Grey;
  const [left, top] = [Math.round(small.width * SIDES), Math.round(small.height * ENDS)];
  const [width, height] = [small.width - 2 * left, small.height - 2 * top];
  const [cellWidth, cellHeight] = [Math.ceil(width / CELLS.across), Math.ceil(height / CELLS.down)];
  let ink = 0;
  for (let cellTop = top; cellTop < top + height; cellTop += cellHeight) {
    for (let cellLeft = left; cellLeft < left + width; cellLeft += cellWidth) {
      ink += inkIn(small, cellLeft, cellTop, Math.min(cellWidth, left + width - cellLeft), Math.min(cellHeight, top + height - cellTop));
    }
  }
  return ink < width * height * WRITTEN;
}

/** Each cell is compared with its own paper: light falls unevenly on a page. */
function inkIn({ width, data }: Grey, left: number, top: number, cellWidth: number, cellHeight: number): number {
  const counts = new Uint32Array(256);
  for (let y = top; y < top + cellHeight; y += 1) {
    for (let x = left; x < left + cellWidth; x += 1) counts[data[y * width + x] ?? 0] = (counts[data[y * width + x] ?? 0] ?? 0) + 1;
  }
  let brighter = cellWidth * cellHeight * 0.2;
  let paper = 255;
  while (paper > 0 && (brighter -= counts[paper] ?? 0) > 0) paper -= 1;
  const dark = paper - INK;
  const isDark = (at: number): boolean => (data[at] ?? 255) < dark;
  let ink = 0;
  for (let y = top; y < top + cellHeight; y += 1) {
    for (let x = left; x < left + cellWidth; x += 1) {
      const at = y * width + x;
      // Dust is a pixel or two; a stroke has neighbours.
      if (isDark(at) && AROUND.reduce((count, [dx, dy]) => count + (isDark(at + dy * width + dx) ? 1 : 0), 0) >= 3) ink += 1;
    }
  }
  return ink;
}

const AROUND = [[-1, -1], [0, -1], [1, -1], [-1, 0], [1, 0], [-1, 1], [0, 1], [1, 1]] as const;
