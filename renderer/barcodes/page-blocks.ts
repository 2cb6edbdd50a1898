import type { ImagePoint } from '#renderer/platform/barcodes.ts';
import type { GreyImage } from './grey-image.ts';

const EDGE = 50;

/** A page seen as square blocks: how much of each is an edge, and how much is ink. */
export type Blocks = {
  readonly size: number;
  readonly across: number;
  readonly down: number;
  /** Share of pixels on an edge, and of dark pixels. */
  readonly edges: Float32Array;
  readonly ink: Float32Array;
};

/** Every second row is looked at: edges and ink are shares, and this is the part of a reading that every page pays. */
export function measureBlocks({ width, height, data }: GreyImage, size: number): Blocks {
  const across = Math.floor(width / size);
  const down = Math.floor(height / size);
  const edges = new Float32Array(across * down);
  const ink = new Float32Array(across * down);
  const looked = new Float32Array(across * down);
  const dark = darkBelow(data);
  const lastColumn = Math.min(across * size, width - 1);
  for (let y = 1; y < Math.min(down * size, height - 1); y += 2) {
    const row = Math.floor(y / size) * across;
    for (let block = row, x = 1; x < lastColumn; block += 1) {
      const end = Math.min((block - row + 1) * size, lastColumn);
      let [onEdge, inked] = [0, 0];
      const start = x;
      for (let at = y * width + x; x < end; x += 1, at += 1) {
        const value = data[at] ?? 0;
        const stepX = (data[at + 1] ?? 0) - (data[at - 1] ?? 0);
        const stepY = (data[at + width] ?? 0) - (data[at - width] ?? 0);
        if (Math.abs(stepX) + Math.abs(stepY) > EDGE) onEdge += 1;
        if (value < dark) inked += 1;
      }
      edges[block] = (edges[block] ?? 0) + onEdge;
      ink[block] = (ink[block] ?? 0) + inked;
      looked[block] = (looked[block] ?? 0) + end - start;
    }
  }
  const share = (count: number, at: number): number => count / Math.max(1, looked[at] ?? 0);
  return { size, across, down, edges: edges.map(share), ink: ink.map(share) };
}

/** Halfway between the paper, which is most of a page, and black. */
function darkBelow(data: Uint8ClampedArray): number {
  const histogram = new Uint32Array(256);
  for (let at = 0; at < data.length; at += 7) histogram[data[at] ?? 0] = (histogram[data[at] ?? 0] ?? 0) + 1;
  let paper = 255;
  for (let value = 255, most = 0; value >= 0; value -= 1) {
    if ((histogram[value] ?? 0) > most) [most, paper] = [histogram[value] ?? 0, value];
  }
  return Math.max(64, paper * 0.6);
}

/** Mean of each block's edges with those around it, so that a quiet line inside a code does not cut it in two. */
export function smoothedEdges({ edges, across, down }: Blocks): Float32Array {
  return boxMean(boxMean(edges, across, down, 1, across), across, down, across, 1);
}

const REACH = 2;

/** Mean over 2 × REACH + 1 blocks along one direction: `step` leads to the next block, `line` to the next line. */
function boxMean(values: Float32Array, across: number, down: number, step: number, line: number): Float32Array {
  const [length, lines] = step === 1 ? [across, down] : [down, across];
  const means = new Float32Array(values.length);
  for (let at = 0; at < lines; at += 1) {
    for (let place = 0; place < length; place += 1) {
      let sum = 0;
      for (let near = Math.max(0, place - REACH); near <= Math.min(length - 1, place + REACH); near += 1) sum += values[at * line + near * step] ?? 0;
      means[at * line + place * step] = sum / (2 * REACH + 1);
    }
  }
  return means;
}

/** Groups of blocks that touch, corners included, among those marked; each is a list of places in the table. */
export function touchingBlocks(marked: Uint8Array, across: number): readonly (readonly number[])[] {
  const left = Uint8Array.from(marked);
  const groups: number[][] = [];
  for (let start = 0; start < left.length; start += 1) {
    if (left[start] !== 1) continue;
    left[start] = 0;
    const group = [start];
    for (let next = 0; next < group.length; next += 1) {
      for (const neighbour of neighbours(group[next] ?? 0, across, left.length)) {
        if (left[neighbour] !== 1) continue;
        left[neighbour] = 0;
        group.push(neighbour);
      }
    }
    groups.push(group);
  }
  return groups;
}

function neighbours(place: number, across: number, count: number): readonly number[] {
  const column = place % across;
  const columns = [column > 0 ? -1 : 0, 0, column < across - 1 ? 1 : 0];
  return [-across, 0, across].flatMap((row) => columns.map((step) => place + row + step)).filter((at) => at >= 0 && at < count);
}

/** The middle of a block, in pixels. */
export function middleOf({ size, across }: Blocks, place: number): ImagePoint {
  return { x: ((place % across) + 0.5) * size, y: (Math.floor(place / across) + 0.5) * size };
}
