import { shrink, type Grey } from './pixels.ts';

const LOOKED_AT_WIDTH = 700;
const MOST_DEGREES = 10;
const COARSE = 0.5;
const FINE = 0.05;
/** How much darker than its neighbour above or beside it an edge of ink is. */
const EDGE = 40;
const LEAST_EDGES = 300;
/** How much the best angle must stand out from the others: pictures and blank pages have none that does. */
const STANDS_OUT = 1.6;

/**
 * How far the lines of a page are turned clockwise, in degrees between -10 and 10; 0 when it has no lines to tell by. Looks
 * for the angle at which the edges of its ink fall into the fewest rows, or columns (a table, a page on its side).
 */
export function skewOf(grey: Grey): number {
  const small = shrink(grey, Math.max(1, Math.round(Math.min(grey.width, grey.height) / LOOKED_AT_WIDTH))) as Grey;
  const found = [inkEdges(small, 'rows'), inkEdges(small, 'columns')].map(bestAngle);
  const best = found.reduce((one, other) => (other.contrast > one.contrast ? other : one));
  return best.contrast < STANDS_OUT ? 0 : Math.round(best.degrees * 100) / 100;
}

type Edges = { readonly along: Float32Array; readonly across: Float32Array };

/** Where ink begins: `across` is what rows (or columns) are counted by, `along` what a turn moves it by. */
function inkEdges({ width, height, data }: Grey, lines: 'rows' | 'columns'): Edges {
  const along: number[] = [];
  const across: number[] = [];
  const before = lines === 'rows' ? width : 1;
  // The outermost pixels are the scanner's: lids, shadows, torn edges.
  const margin = Math.round(width * 0.03);
  for (let y = margin; y < height - margin; y += 1) {
    for (let x = margin; x < width - margin; x += 1) {
      const at = y * width + x;
      if ((data[at - before] ?? 0) - (data[at] ?? 0) < EDGE) continue;
      along.push(lines === 'rows' ? x : -y);
      across.push(lines === 'rows' ? y : x);
    }
  }
  return { along: Float32Array.from(along), across: Float32Array.from(across) };
}

function bestAngle(edges: Edges): { readonly degrees: number; readonly contrast: number } {
  if (edges.along.length < LEAST_EDGES) return { degrees: 0, contrast: 0 };
  const angles = range(-MOST_DEGREES, MOST_DEGREES, COARSE);
  const scores = angles.map((degrees) => gathered(edges, degrees));
  const rough = angles[scores.indexOf(Math.max(...scores))] ?? 0;
  const near = range(rough - COARSE, rough + COARSE, FINE);
  const exact = near.map((degrees) => gathered(edges, degrees));
  const best = exact.indexOf(Math.max(...exact));
  const middle = [...scores].sort((a, b) => a - b)[scores.length >> 1] ?? 1;
  return { degrees: Math.max(-MOST_DEGREES, Math.min(MOST_DEGREES, near[best] ?? 0)), contrast: (exact[best] ?? 0) / middle };
}

/** Sum of squares of how many edges fall into each row when the page is turned back by this angle. */
function gathered({ along, across }: Edges, degrees: number): number {
  const slope = Math.tan((degrees * Math.PI) / 180);
  let reach = 0;
  for (let index = 0; index < along.length; index += 1) reach = Math.max(reach, Math.abs(along[index] ?? 0), across[index] ?? 0);
  const offset = Math.ceil(reach * Math.abs(slope)) + 1;
  const rows = new Uint32Array(Math.ceil(reach) + 2 * offset + 2);
  for (let index = 0; index < along.length; index += 1) {
    const row = Math.round((across[index] ?? 0) - (along[index] ?? 0) * slope) + offset;
    rows[row] = (rows[row] ?? 0) + 1;
  }
  return rows.reduce((sum, count) => sum + count * count, 0);
}

function range(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step);
}
