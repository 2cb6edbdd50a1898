import { expect, test } from 'vitest';
import { paper } from '../testing/paper.ts';
import { isBlank } from './blank.ts';
import { paperBox, paperLevel, whiten } from './paper-area.ts';
import { cut, greyOf, shrink, type Grey } from './pixels.ts';

const blankPaper = (): Grey => paper({ dpi: 100, lines: 0, noise: 4 });

/** A disc of the given level, as a hole, a stamp or a letter. */
function withDisc(grey: Grey, x: number, y: number, radius: number, level: number): Grey {
  const data = grey.data.map((before, at) => (Math.hypot((at % grey.width) - x, Math.floor(at / grey.width) - y) <= radius ? level : before));
  return { ...grey, data };
}

test('the paper’s level is found under text and noise', () => {
  expect(Math.abs(paperLevel(paper({ dpi: 100, noise: 5 })) - 238)).toBeLessThanOrEqual(3);
});

test('a dark border is left out, whatever its width', () => {
  const boxes = [0, 5, 30].map((border) => paperBox(paper({ dpi: 100, border })));
  expect(boxes.map(({ left, top }) => [left, top])).toEqual([
    [0, 0],
    [7, 7],
    [32, 32],
  ]);
});

test('a page that is dark all over is not cut down', () => {
  const black: Grey = { width: 200, height: 300, channels: 1, data: new Uint8Array(60_000).fill(10) };
  expect(paperBox(black)).toEqual({ left: 0, top: 0, width: 200, height: 300 });
});

test('whitening takes the paper’s noise away and leaves ink and pencil', () => {
  const pencil = withDisc(paper({ dpi: 100, noise: 2 }), 60, 60, 20, 205);
  const white = whiten(pencil);
  const corner = cut(white, { left: 0, top: 0, width: 40, height: 40 });
  expect([corner.data.filter((level) => level === 255).length / corner.data.length > 0.95, (white.data[60 * white.width + 60] ?? 0) < 225, white.data.some((level) => level < 60)]).toEqual([true, true, true]);
});

test('colours keep their hue when the paper becomes white', () => {
  const data = new Uint8Array(300 * 3);
  for (let at = 0; at < data.length; at += 3) data.set(at < 30 ? [180, 30, 40] : [236, 234, 230], at);
  const white = whiten({ width: 30, height: 10, channels: 3, data });
  expect([[...white.data.slice(0, 3)], [...white.data.slice(-3)]]).toEqual([[180, 30, 40], [255, 255, 255]]);
});

test.each([
  ['an empty page', () => blankPaper(), true],
  ['speckles of dust', () => [[200, 300], [421, 510], [600, 90], [330, 830]].reduce((grey, [x = 0, y = 0]) => withDisc(grey, x, y, 0.8, 40), blankPaper()), true],
  ['two holes of a binder', () => withDisc(withDisc(blankPaper(), 47, 430, 12, 15), 47, 745, 12, 15), true],
  ['the shadow of an edge', () => paper({ dpi: 100, lines: 0, border: 20 }), true],
  ['what shines through from the back', () => ({ ...blankPaper(), data: paper({ dpi: 100 }).data.map((level) => 238 - (238 - level) / 8) }), true],
  ['a page number', () => [0, 6, 12].reduce((grey, dx) => withDisc(grey, 400 + dx * 2, 1110, 4, 50), blankPaper()), false],
  ['one line', () => paper({ dpi: 100, lines: 1 }), false],
  ['a letter', () => paper({ dpi: 100 }), false],
])('%s: blank is %s', (_name, make, blank) => {
  expect(isBlank(make())).toBe(blank);
});

test('a picture is made smaller by whole blocks, colours apart', () => {
  expect([...shrink({ width: 3, height: 2, channels: 3, data: Uint8Array.from({ length: 18 }, (_, index) => index * 10) }, 2).data]).toEqual([60, 70, 80]);
  expect(greyOf({ width: 1, height: 1, channels: 1, data: Uint8Array.of(9) }).data).toEqual(Uint8Array.of(9));
});
