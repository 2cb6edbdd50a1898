import { expect, test } from 'vitest';
import type { BarcodeEngine } from './engine.ts';
import { frameReader } from './frame-reader.ts';
import { drawn, drawnAlone, turned, wasmBinary } from './testing/drawn-codes.ts';
import { zxingWasmEngine } from './zxing-wasm.ts';

const wasm = zxingWasmEngine(wasmBinary());
const NUMBER = '26-014-03-000427-20';

test.each(['qr', 'data-matrix', 'code128'] as const)('a %s before the camera is read in the first frame that shows it', async (format) => {
  const read = frameReader(wasm);
  const empty = drawn(640, 360, []);
  expect([await read(empty), (await read(drawnAlone(format, NUMBER)))?.text]).toEqual([undefined, NUMBER]);
});

test('bars held askew are read within a few frames', async () => {
  const read = frameReader(wasm);
  const askew = turned(drawnAlone('code128', NUMBER), 30);
  const texts = [];
  for (let frame = 0; frame < 5; frame += 1) texts.push((await read(askew))?.text);
  expect(texts).toEqual([undefined, undefined, undefined, undefined, NUMBER]);
});

test('a frame without a code costs one look, but for every fourth', async () => {
  let looks = 0;
  const counted: BarcodeEngine = {
    read: (image, request) => {
      looks += 1;
      return wasm.read(image, request);
    },
  };
  const read = frameReader(counted);
  for (let frame = 0; frame < 8; frame += 1) await read(turned(drawnAlone('ean13', '3760123456784'), 30));
  expect(looks).toBeLessThan(8 + 2 * 2);
});
