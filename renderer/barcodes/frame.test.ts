import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutOut, inImage, wholeFrame, type Frame } from './frame.ts';
import { toGrey, toPixels } from './grey-image.ts';

/** A grey slope: its value tells where a pixel came from. */
const slope = toPixels({ width: 120, height: 100, data: Uint8ClampedArray.from({ length: 12_000 }, (_, at) => (at % 120) + Math.floor(at / 120)) });

const frame: fc.Arbitrary<Frame> = fc.record({
  centre: fc.record({ x: fc.double({ min: 50, max: 70, noNaN: true }), y: fc.double({ min: 40, max: 60, noNaN: true }) }),
  width: fc.integer({ min: 4, max: 40 }),
  height: fc.integer({ min: 4, max: 30 }),
  angle: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
  scale: fc.constantFrom(0.5, 1, 2),
});

test('each pixel of a cut-out is the one that lies where the frame says', () => {
  fc.assert(
    fc.property(frame, fc.double({ min: 0, max: 0.99, noNaN: true }), fc.double({ min: 0, max: 0.99, noNaN: true }), (cut, across, down) => {
      const copy = cutOut(slope, cut);
      const [x, y] = [Math.floor(across * copy.width), Math.floor(down * copy.height)];
      const there = inImage(cut, { x: x + 0.5, y: y + 0.5 });
      expect(Math.abs((copy.data[y * copy.width + x] ?? 0) - (there.x - 0.5 + there.y - 0.5))).toBeLessThan(1.5);
    }),
  );
});

test('what lies outside of the image is white', () => {
  const outside = cutOut(slope, { centre: { x: -50, y: -50 }, width: 10, height: 10, angle: 0.3, scale: 1 });
  expect([...new Set(outside.data)]).toEqual([255]);
});

test('the whole image at its own size is itself, but for its last row and column', () => {
  const copy = cutOut(slope, wholeFrame(slope, 1));
  const inner = (data: Uint8ClampedArray): readonly number[] => [...data].filter((_, at) => at % 120 < 119 && at < 99 * 120);
  expect(inner(copy.data)).toEqual(inner(toGrey(slope).data));
});

test('a smaller grey copy holds the mean of what each of its pixels stands for', () => {
  const image = toPixels({ width: 5, height: 4, data: Uint8ClampedArray.from([0, 100, 8, 8, 255, 100, 200, 8, 8, 255, 1, 1, 9, 9, 255, 1, 1, 9, 9, 255]) });
  expect(toGrey(image, 2)).toEqual({ width: 2, height: 2, data: Uint8ClampedArray.from([100, 8, 1, 9]) });
});

test('colours weigh as the eye weighs them', () => {
  const data = Uint8ClampedArray.from([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255]);
  expect([...toGrey({ width: 4, height: 1, data }).data]).toEqual([76, 150, 29, 255]);
});
