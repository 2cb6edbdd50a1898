import { expect, test } from 'vitest';
import { BARCODE_FORMATS, type BarcodeFormat, type FoundCode } from '#renderer/platform/barcodes.ts';
import type { BarcodeEngine } from './engine.ts';
import { drawn, drawnAlone, QUIET } from './testing/drawn-codes.ts';

const TEXTS: Readonly<Record<BarcodeFormat, string>> = {
  'qr': 'https://suivi.valbourg.example/d/q83vEjRWeJCrze8SNFZ4kA',
  'data-matrix': 'DC03FR000001123F1636000126FR245700010MLLE/SAMPLE/ANGELA\x1D20\x1D21BAT 2\x1D\x1F3HJIYP3OAJ4LIZNQ',
  'aztec': 'Billet 0427',
  'pdf417': 'M1MARTIN/ZOE 26014',
  'code128': '26-014-03-000427-20',
  'ean13': '3760123456784',
  'itf': '12345678901231',
};
const most = 20;
/** Pixels that a corner may lie beside its code. */
const ROUGHLY = 12;

const said = (codes: readonly FoundCode[]): readonly unknown[] => codes.map(({ format, text }) => ({ format, text }));

/** What every engine promises, whatever it is made of. */
export function barcodeEngineContract(name: string, open: () => BarcodeEngine): void {
  test.each(BARCODE_FORMATS)(`${name}: an upright %s is read whole, control characters included, and where it lies`, async (format) => {
    const image = drawnAlone(format, TEXTS[format]);
    const codes = await open().read(image, { formats: [format], most });
    expect(said(codes)).toEqual([{ format, text: TEXTS[format] }]);
    const [{ bytes, corners } = { bytes: new Uint8Array(), corners: [] }] = codes;
    expect(new TextDecoder('latin1').decode(bytes)).toBe(TEXTS[format]);
    const inside = (at: number, size: number): boolean => at > QUIET - ROUGHLY && at < size - QUIET + ROUGHLY;
    expect(corners.filter(({ x, y }) => !inside(x, image.width) || !inside(y, image.height))).toEqual([]);
  });

  test(`${name}: accents written in UTF-8 are read as they were`, async () => {
    const image = drawnAlone('qr', 'Récépissé de dépôt — n° 12');
    expect(said(await open().read(image, { formats: ['qr'], most }))).toEqual([{ format: 'qr', text: 'Récépissé de dépôt — n° 12' }]);
  });

  test(`${name}: only the formats that were asked for are answered`, async () => {
    expect(await open().read(drawnAlone('qr', TEXTS.qr), { formats: ['code128', 'data-matrix'], most })).toEqual([]);
  });

  test(`${name}: a text that stands twice is answered once`, async () => {
    const image = drawn(700, 400, [60, 400].map((left) => ({ format: 'qr', text: 'A', left, top: 60, module: 6 })));
    expect((await open().read(image, { formats: ['qr'], most })).length).toBeLessThan(2);
  });

  test.each([[0, 0], [1, 1], [2, 900], [300, 300]])(`${name}: a white image of %i by %i has no code`, async (width, height) => {
    expect(await open().read(drawn(width, height, []), { formats: BARCODE_FORMATS, most })).toEqual([]);
  });

  test(`${name}: noise has no code`, async () => {
    const image = drawn(320, 240, []);
    let state = 7;
    for (let at = 0; at < image.data.length; at += 4) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      image.data.fill(state >>> 24, at, at + 3);
    }
    expect(await open().read(image, { formats: BARCODE_FORMATS, most })).toEqual([]);
  });

  test(`${name}: one image after the other, or two at once, are read for themselves`, async () => {
    const engine = open();
    const images = ['26-014-03-000427-20', '26-014-03-000428-17'].map((text) => drawnAlone('code128', text));
    const both = await Promise.all(images.map((image) => engine.read(image, { formats: ['code128'], most })));
    expect(both.map((codes) => codes.map(({ text }) => text))).toEqual([['26-014-03-000427-20'], ['26-014-03-000428-17']]);
  });
}
