import { prepareZXingModule, readBarcodes, type ReadInputBarcodeFormat, type ReadResult } from 'zxing-wasm/reader';
import type { BarcodeFormat, FoundCode } from '#renderer/platform/barcodes.ts';
import { isSame, type BarcodeEngine } from './engine.ts';

const NAMES: Readonly<Record<BarcodeFormat, ReadInputBarcodeFormat>> = {
  'qr': 'QRCode',
  'data-matrix': 'DataMatrix',
  'aztec': 'Aztec',
  'pdf417': 'PDF417',
  'code128': 'Code128',
  'ean13': 'EAN13',
  'itf': 'ITF',
};
const FORMATS: Readonly<Record<string, BarcodeFormat>> = {
  QRCode: 'qr', DataMatrix: 'data-matrix', Aztec: 'aztec', PDF417: 'pdf417', Code128: 'code128', EANUPC: 'ean13', ITF: 'itf',
};

/** zxing-cpp, compiled to WebAssembly: every orientation, inverted and reduced copies are tried, all codes are found at once. */
export function zxingWasmEngine(wasmBinary: ArrayBuffer): BarcodeEngine {
  // Without the binary the package would ask a public server for it.
  const ready = Promise.resolve(prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true }));
  return {
    async read({ width, height, data }, { formats, most }) {
      await ready;
      if (width < 1 || height < 1) return [];
      const results = await readBarcodes({ width, height, data, colorSpace: 'srgb' } as ImageData, {
        formats: formats.map((format) => NAMES[format]),
        maxNumberOfSymbols: most,
        // The default would write control characters as words.
        textMode: 'Plain',
      });
      const codes = results.flatMap(foundCode);
      return codes.filter((code, at) => codes.findIndex((first) => isSame(first, code)) === at);
    },
  };
}

function foundCode({ isValid, symbology, text, bytes, position }: ReadResult): readonly FoundCode[] {
  const format = FORMATS[symbology];
  if (!isValid || format === undefined) return [];
  const { topLeft, topRight, bottomRight, bottomLeft } = position;
  return [{ format, text, bytes, corners: [topLeft, topRight, bottomRight, bottomLeft] }];
}
