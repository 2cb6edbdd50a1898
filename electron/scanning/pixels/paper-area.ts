import { greyOf, type Box, type Grey, type Pixels } from './pixels.ts';

/** The level that most of the light part of a page has: its paper. */
export function paperLevel({ data }: Grey): number {
  const counts = new Uint32Array(256);
  for (let index = 0; index < data.length; index += 7) counts[data[index] ?? 0] = (counts[data[index] ?? 0] ?? 0) + 1;
  let best = 255;
  let most = 0;
  for (let level = 128; level < 256; level += 1) {
    // Noise spreads one paper over several levels.
    const here = (counts[level - 1] ?? 0) + (counts[level] ?? 0) + (counts[level + 1] ?? 0);
    if (here > most) [best, most] = [level, here];
  }
  return best;
}

/** A row or column of which so much is dark is not paper. */
const DARK_SHARE = 0.6;
/** What remains is never less than this share of either side: a dark picture is not all border. */
const LEAST_LEFT = 0.2;
const SKIRT = 2;

/** The page without the dark border that a lid or a wide feeder leaves around it; the whole picture when there is none. */
export function paperBox(grey: Grey): Box {
  const { width, height, data } = grey;
  const dark = paperLevel(grey) / 2;
  const rowIsDark = (y: number): boolean => darkIn(data, dark, y * width, 1, width);
  const columnIsDark = (x: number): boolean => darkIn(data, dark, x, width, height);
  const top = edge(height, rowIsDark);
  const bottom = edge(height, (y) => rowIsDark(height - 1 - y));
  const left = edge(width, columnIsDark);
  const right = edge(width, (x) => columnIsDark(width - 1 - x));
  const box = { left, top, width: width - left - right, height: height - top - bottom };
  return box.width < width * LEAST_LEFT || box.height < height * LEAST_LEFT ? { left: 0, top: 0, width, height } : box;
}

function edge(length: number, isDark: (index: number) => boolean): number {
  let depth = 0;
  while (depth < length && isDark(depth)) depth += 1;
  return depth === 0 ? 0 : Math.min(length, depth + SKIRT);
}

function darkIn(data: Uint8Array, dark: number, from: number, step: number, count: number): boolean {
  let found = 0;
  for (let index = 0, at = from; index < count; index += 4, at += step * 4) if ((data[at] ?? 255) < dark) found += 1;
  return found > (count / 4) * DARK_SHARE;
}

/** Below the paper's level by so much it becomes white; by so much it stays as it is, and between the two it goes over evenly. */
const WHITE_WITHIN = 8;
const KEPT_BEYOND = 48;

/** Makes the paper white without touching what is written: noise of the paper is most of what a JPEG would have to keep. */
export function whiten(pixels: Pixels): Pixels {
  const paper = paperLevel(greyOf(pixels));
  const [white, kept] = [paper - WHITE_WITHIN, paper - KEPT_BEYOND];
  const levels = Uint8Array.from({ length: 256 }, (_, level) => {
    if (level >= white) return 255;
    return level <= kept ? level : kept + ((level - kept) * (255 - kept)) / (white - kept);
  });
  const data = new Uint8Array(pixels.data.length);
  for (let index = 0; index < data.length; index += 1) data[index] = levels[pixels.data[index] as number] as number;
  return { ...pixels, data };
}
