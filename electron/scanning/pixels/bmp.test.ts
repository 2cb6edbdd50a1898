import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { writeBmp } from './bmp.ts';

test.each([1, 2, 3, 4, 5])('a bitmap %i pixels wide is read by another program, to the last pixel', (width) => {
  const data = Uint8Array.from({ length: width * 3 }, (_, at) => (at * 83) % 256);
  const read = spawnSync('convert', ['bmp:-', '-depth', '8', 'gray:-'], { input: writeBmp({ width, height: 3, channels: 1, data }) });
  expect([...read.stdout]).toEqual([...data]);
});
