import { expect, test } from 'vitest';
import { FIRST_STATE, nextZoom, onAScreen } from './window-bounds.ts';

const screens = [{ x: 0, y: 0, width: 1366, height: 768 }];

test('a place on a screen that is still there is kept', () => {
  const state = { ...FIRST_STATE, x: 20, y: 10 };
  expect(onAScreen(state, screens)).toEqual(state);
});

test.each([
  ['a second screen that was unplugged', { x: 1400, y: 0 }],
  ['above the screen, out of reach of the mouse', { x: 0, y: -300 }],
])('a place on %s is forgotten, the size stays', (_, place) => {
  expect(onAScreen({ ...FIRST_STATE, ...place }, screens)).toEqual(FIRST_STATE);
});

test('zoom moves by half steps between its limits and returns to 100 %', () => {
  expect([nextZoom(0, '+'), nextZoom(0, '-'), nextZoom(5, '+'), nextZoom(-3, '-'), nextZoom(2.5, '0')]).toEqual([0.5, -0.5, 5, -3, 0]);
});
