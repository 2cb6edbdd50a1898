import { expect, test } from 'vitest';
import { dice, paper } from '../testing/paper.ts';
import { greyOf, type Grey } from './pixels.ts';
import { rotate, turn } from './rotate.ts';
import { skewOf } from './skew.ts';

test.each([-8.5, -3, -0.7, 0, 0.3, 2, 7])('a page turned by %f degrees is found to be so within a tenth', (skew) => {
  expect(Math.abs(skewOf(paper({ dpi: 100, skew })) - skew)).toBeLessThanOrEqual(0.1);
});

test('a page on its side too', () => {
  expect(Math.abs(skewOf(turn(paper({ dpi: 100, skew: 2 }), 90) as Grey) - 2)).toBeLessThanOrEqual(0.1);
});

test('a page without lines is left as it is', () => {
  const blank = paper({ dpi: 100, lines: 0, noise: 6 });
  const next = dice(5);
  const speckled = { ...blank, data: blank.data.map((level) => (next() < 0.003 ? 20 : level)) };
  expect([skewOf(blank), skewOf(speckled)]).toEqual([0, 0]);
});

test('turned back, it is straight', () => {
  const skewed = paper({ dpi: 100, skew: 4 });
  expect(Math.abs(skewOf(rotate(skewed, -skewOf(skewed), 238) as Grey))).toBeLessThanOrEqual(0.1);
});

test('corners that come into view are filled, the middle stays where it was', () => {
  const data = new Uint8Array(81 * 3).fill(100);
  data.fill(200, 40 * 3, 41 * 3);
  const turned = rotate({ width: 9, height: 9, channels: 3, data }, 10, 255);
  const at = (x: number, y: number): number => turned.data[(y * 9 + x) * 3] ?? 0;
  expect([at(0, 0), at(8, 8), at(4, 4), at(3, 3)]).toEqual([255, 255, 200, 100]);
});

test('whole quarters turn clockwise and lose nothing', () => {
  const picture = { width: 3, height: 2, channels: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) } as const;
  const turned = ([90, 180, 270] as const).map((degrees) => turn(picture, degrees)).map(({ width, height, data }) => [width, height, ...data]);
  expect(turned).toEqual([
    [2, 3, 4, 1, 5, 2, 6, 3],
    [3, 2, 6, 5, 4, 3, 2, 1],
    [2, 3, 3, 6, 2, 5, 1, 4],
  ]);
  expect(turn(turn(picture, 90), 270)).toEqual(picture);
});

test('colour becomes grey by the weight of each colour for the eye', () => {
  expect([...greyOf({ width: 4, height: 1, channels: 3, data: Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 255) }).data]).toEqual([255, 76, 149, 28]);
});
