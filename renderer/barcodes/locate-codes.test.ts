import { expect, test } from 'vitest';
import { locateCodes, type Suspect } from './locate-codes.ts';
import { touchingBlocks } from './page-blocks.ts';
import { drawn, sizeOf, turned, type DrawnCode } from './testing/drawn-codes.ts';

const bars: DrawnCode = { format: 'code128', text: '26-014-03-000427-20', left: 300, top: 300 };
const squares: DrawnCode = { format: 'data-matrix', text: 'ARLAPOSTE;01;1A0478772024;3', left: 900, top: 900, module: 6 };
const width = 1654;
const height = 1654;

/** Degrees from the page's axis to the frame's, a quarter turn being all the same to a reader. */
const angleOf = ({ angle }: Suspect): number => ((((angle * 180) / Math.PI) % 90) + 90) % 90;

function middleOf(code: DrawnCode): { readonly x: number; readonly y: number } {
  const size = sizeOf(code);
  return { x: code.left + size.width / 2, y: code.top + size.height / 2 };
}

test('bars and squares are found where they lie, and told apart', () => {
  const found = locateCodes(drawn(width, height, [bars, squares]), []).toSorted((a, b) => a.centre.y - b.centre.y);
  expect(found.map(({ striped }) => striped)).toEqual([true, false]);
  const away = [bars, squares].map((code, at) => Math.hypot(middleOf(code).x - (found[at]?.centre.x ?? 0), middleOf(code).y - (found[at]?.centre.y ?? 0)));
  expect(away.filter((pixels) => pixels > 20)).toEqual([]);
});

test.each([2, 15, 30, 60])('on a page turned by %i degrees each frame lies as its code does', (degrees) => {
  const found = locateCodes(turned(drawn(width, height, [bars, squares]), degrees), []);
  expect(found.map((suspect) => Math.abs(angleOf(suspect) - degrees) < 1.5)).toEqual([true, true]);
});

test('a code already read is not a place to look at again', () => {
  const size = sizeOf(bars);
  const [left, right, y] = [bars.left, bars.left + size.width, bars.top + size.height / 2];
  const line = [{ x: left, y }, { x: right, y }, { x: right, y: y + 1 }, { x: left, y: y + 1 }] as const;
  const others = locateCodes(drawn(width, height, [bars, squares]), [{ format: 'code128', text: bars.text, bytes: new Uint8Array(), corners: line }]);
  expect(others.map(({ striped }) => striped)).toEqual([false]);
});

test('paper, a black bar and a line of bold strokes are no place for a code', () => {
  const image = drawn(width, height, []);
  for (let y = 200; y < 260; y += 1) image.data.fill(0, 4 * (y * width + 100), 4 * (y * width + 1500));
  for (let y = 600; y < 640; y += 1) for (let x = 200; x < 1500; x += 26) image.data.fill(0, 4 * (y * width + x), 4 * (y * width + x + (y % 13 < 6 ? 18 : 6)));
  expect(locateCodes(image, [])).toEqual([]);
});

test('blocks that touch, at a corner too, are one group; a row’s end does not touch the next row’s beginning', () => {
  const table = Uint8Array.from([
    1, 0, 0, 1,
    0, 1, 0, 0,
    0, 0, 0, 1,
    1, 0, 0, 0,
  ]);
  expect(touchingBlocks(table, 4).map((group) => group.toSorted((a, b) => a - b))).toEqual([[0, 5], [3], [11], [12]]);
});
