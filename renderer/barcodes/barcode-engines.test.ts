import { expect, test } from 'vitest';
import { BARCODE_FORMATS } from '#renderer/platform/barcodes.ts';
import { barcodeEngineContract } from './barcode-engine.contract.ts';
import { joinedEngine } from './joined-engine.ts';
import { drawn, drawnAlone, sizeOf, turned, wasmBinary, type DrawnCode } from './testing/drawn-codes.ts';
import { zxingLibraryEngine } from './zxing-library.ts';
import { zxingWasmEngine } from './zxing-wasm.ts';

const wasm = zxingWasmEngine(wasmBinary());
const joined = joinedEngine(wasm);
const page = { formats: BARCODE_FORMATS, most: 20 };

barcodeEngineContract('zxing-wasm', () => wasm);
barcodeEngineContract('@zxing/library', zxingLibraryEngine);
barcodeEngineContract('joined', () => joined);

const NUMBER = '26-014-03-000427-20';
const bars: DrawnCode = { format: 'code128', text: NUMBER, left: 260, top: 260 };
const three: readonly DrawnCode[] = [
  bars,
  { format: 'qr', text: 'https://suivi.valbourg.example/d/q83vEjRWeJCrze8SNFZ4kA', left: 300, top: 500, module: 4 },
  { format: 'data-matrix', text: 'ARLAPOSTE;01;1A0478772024;3', left: 700, top: 520, module: 4 },
];

test.each([0, 2, -7, 30, 45, 90, 180, 271])('joined: the three codes of a page that lies at %i degrees are read, each once', async (degrees) => {
  const codes = await joined.read(turned(drawn(1200, 900, three), degrees), page);
  expect(codes.map(({ text }) => text).sort()).toEqual(three.map(({ text }) => text).sort());
});

test('joined: a code read in a copy set upright is told where it lies on the page', async () => {
  const codes = await joined.read(turned(drawn(1200, 900, three), 30), page);
  const [{ corners } = { corners: [] }] = codes.filter(({ format }) => format === 'code128');
  // zxing-cpp alone reads no bars at this angle. The page's middle is (600, 450), that of the turned copy (750, 750).
  const middle = { x: corners.reduce((sum, { x }) => sum + x, 0) / 4 - 750, y: corners.reduce((sum, { y }) => sum + y, 0) / 4 - 750 };
  const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
  const onPage = { x: middle.x * cos + middle.y * sin + 600, y: middle.y * cos - middle.x * sin + 450 };
  const { width, height } = sizeOf(bars);
  expect([Math.abs(onPage.x - (bars.left + width / 2)) < 15, onPage.y > bars.top && onPage.y < bars.top + height]).toEqual([true, true]);
});

test.each(BARCODE_FORMATS)('joined: with one half blind, a %s that the other half reads is still read', async (format) => {
  const image = drawnAlone(format, format === 'ean13' ? '3760123456784' : '12345678901231');
  const blind = joinedEngine({ read: () => Promise.resolve([]) });
  expect((await blind.read(image, page)).map(({ text }) => text)).toEqual((await zxingLibraryEngine().read(image, { ...page, formats: [format] })).map(({ text }) => text));
});

test('joined: no more codes are looked for than may be there', async () => {
  let asked = 0;
  const counted = joinedEngine({
    read: (image, request) => {
      asked += 1;
      return wasm.read(image, request);
    },
  });
  const codes = await counted.read(turned(drawn(1200, 900, three), 30), { ...page, most: 2 });
  expect({ codes: codes.length, asked }).toEqual({ codes: 2, asked: 1 });
});

test('joined: a number that stands twice on a page is one code', async () => {
  const twice = [0, 700].map((top) => ({ format: 'qr' as const, text: NUMBER, left: 100, top: top + 60 }));
  const codes = await joined.read(turned(drawn(1200, 1000, twice), 20), page);
  expect(codes.map(({ text }) => text)).toEqual([NUMBER]);
});
