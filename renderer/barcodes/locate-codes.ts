import type { FoundCode, ImagePoint } from '#renderer/platform/barcodes.ts';
import type { PixelImage } from './engine.ts';
import { isLinear } from './formats.ts';
import type { Frame } from './frame.ts';
import { toGrey, type GreyImage } from './grey-image.ts';
import { measureBlocks, middleOf, smoothedEdges, touchingBlocks, type Blocks } from './page-blocks.ts';

/** Where a code may be: a place with as much ink as paper and edges all over, upright in its own frame. */
export type Suspect = Frame & {
  /** All edges run one way, as those of bars do; else they run two ways, as those of squares do. */
  readonly striped: boolean;
};

/** The page is looked at this wide at most: enough for the edges of a module of 0.28 mm to show as grey. */
const LOOKED_AT_WIDTH = 1700;
/** Blocks across the page: 1.5 mm each on A4. */
const BLOCKS_ACROSS = 138;
const EDGE_SHARE = 0.14;
const INK = { least: 0.24, most: 0.75 };
/** A code is at least this many blocks wide and high. */
const SMALLEST = 3;
const MARGIN_BLOCKS = 2;
const MOST = 16;
/** How far around a code that was read its own blurred rim may be marked, in blocks. */
const REACH_OF_A_READ_CODE = 3;
/** Edges of less than this (squared) say nothing about a direction. */
const FAINT = 900;
/** From this share of edges in one direction on, a place is taken for bars. */
const STRIPED = 0.5;
/** Bars are at most this part of their length high. */
const BARS_TO_LENGTH = 0.4;
/** A place without bars that is longer than this, for its height, is a line of bold text. */
const LONGEST_MATRIX = 4;

/** Places where a code may be, largest first, but for those already read. */
export function locateCodes(page: PixelImage, read: readonly FoundCode[]): readonly Suspect[] {
  const factor = Math.max(1, Math.floor((2 * page.width) / LOOKED_AT_WIDTH));
  const image = toGrey(page, factor);
  const blocks = measureBlocks(image, Math.max(4, Math.round(image.width / BLOCKS_ACROSS)));
  const marked = Uint8Array.from(smoothedEdges(blocks), (share) => (share > EDGE_SHARE ? 1 : 0));
  for (const code of read) unmark(marked, blocks, extentOf(code).map(({ x, y }) => ({ x: x / factor, y: y / factor })));
  return touchingBlocks(marked, blocks.across)
    .flatMap((group) => suspectOf(group, image, blocks, factor) ?? [])
    .sort((a, b) => b.width * b.height - a.width * a.height)
    .slice(0, MOST);
}

/** Where the ink of a code that was read lies: of bars, the readers tell only the line that they read along. */
function extentOf({ format, corners }: FoundCode): readonly ImagePoint[] {
  if (!isLinear(format)) return corners;
  const [from, to] = corners;
  const [upX, upY] = [(to.y - from.y) * BARS_TO_LENGTH, (from.x - to.x) * BARS_TO_LENGTH];
  return corners.map(({ x, y }, at) => (at < 2 ? { x: x + upX, y: y + upY } : { x: x - upX, y: y - upY }));
}

/** What is inside of a code that was read, or at its rim, is explained. */
function unmark(marked: Uint8Array, blocks: Blocks, corners: readonly ImagePoint[]): void {
  const middle = { x: mean(corners.map(({ x }) => x)), y: mean(corners.map(({ y }) => y)) };
  const rim = REACH_OF_A_READ_CODE * blocks.size;
  const grown = corners.map(({ x, y }) => {
    const distance = Math.hypot(x - middle.x, y - middle.y) || 1;
    return { x: x + ((x - middle.x) / distance) * rim, y: y + ((y - middle.y) / distance) * rim };
  });
  for (let place = 0; place < marked.length; place += 1) {
    if (marked[place] === 1 && isInside(middleOf(blocks, place), grown)) marked[place] = 0;
  }
}

/** Whether a point lies in a convex polygon, whichever way round its corners are told. */
function isInside(point: ImagePoint, corners: readonly ImagePoint[]): boolean {
  const sides = corners.map((from, at) => {
    const to = corners[(at + 1) % corners.length] ?? from;
    return Math.sign((to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x));
  });
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}

function suspectOf(group: readonly number[], image: GreyImage, blocks: Blocks, factor: number): Suspect | undefined {
  if (group.length < SMALLEST * SMALLEST) return undefined;
  const ink = mean(group.map((place) => blocks.ink[place] ?? 0));
  if (ink < INK.least || ink > INK.most) return undefined;
  const { angle, striped } = direction(group, image, blocks);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const middles = group.map((place) => middleOf(blocks, place));
  const along = middles.map(({ x, y }) => x * cos + y * sin);
  const across = middles.map(({ x, y }) => y * cos - x * sin);
  const [left, right, top, bottom] = [least(along), most(along), least(across), most(across)];
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2];
  const [length, height] = [right - left + blocks.size, bottom - top + blocks.size];
  if (!striped && Math.max(length, height) > LONGEST_MATRIX * Math.min(length, height)) return undefined;
  const margin = 2 * MARGIN_BLOCKS * blocks.size;
  return {
    centre: { x: (middleX * cos - middleY * sin) * factor, y: (middleX * sin + middleY * cos) * factor },
    width: (length + margin) * factor,
    height: (height + margin) * factor,
    angle,
    scale: 1,
    striped,
  };
}

/**
 * The direction of the edges. Bars have one (the mean of doubled angles); squares have two at a right angle (the mean
 * of quadrupled ones), and either will do: a quarter turn is a reader's business.
 */
function direction(group: readonly number[], { width, height, data }: GreyImage, blocks: Blocks): Pick<Suspect, 'angle' | 'striped'> {
  let [total, cos2, sin2, cos4, sin4] = [0, 0, 0, 0, 0];
  for (const place of group) {
    const left = (place % blocks.across) * blocks.size;
    const top = Math.floor(place / blocks.across) * blocks.size;
    for (let y = Math.max(1, top); y < Math.min(top + blocks.size, height - 1); y += 1) {
      for (let x = Math.max(1, left), at = y * width + x; x < Math.min(left + blocks.size, width - 1); x += 1, at += 1) {
        const [gx, gy] = slope(data, at, width);
        const weight = gx * gx + gy * gy;
        if (weight < FAINT) continue;
        const [c, s] = [(gx * gx - gy * gy) / weight, (2 * gx * gy) / weight];
        total += weight;
        cos2 += weight * c;
        sin2 += weight * s;
        cos4 += weight * (c * c - s * s);
        sin4 += weight * 2 * c * s;
      }
    }
  }
  const striped = Math.hypot(cos2, sin2) > STRIPED * total;
  return { striped, angle: striped ? Math.atan2(sin2, cos2) / 2 : Math.atan2(sin4, cos4) / 4 };
}

/** Scharr's gradient: of all three by three ones, the truest about the direction of an edge. */
function slope(data: Uint8ClampedArray, at: number, width: number): readonly [number, number] {
  const value = (offset: number): number => data[at + offset] ?? 0;
  const [northWest, northEast, southEast, southWest] = [value(-width - 1), value(-width + 1), value(width + 1), value(width - 1)];
  const gx = 3 * (northEast - northWest + southEast - southWest) + 10 * (value(1) - value(-1));
  const gy = 3 * (southWest - northWest + southEast - northEast) + 10 * (value(width) - value(-width));
  return [gx / 16, gy / 16];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}
