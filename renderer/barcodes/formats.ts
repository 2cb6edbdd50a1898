import type { BarcodeFormat } from '#renderer/platform/barcodes.ts';

const LINEAR: readonly BarcodeFormat[] = ['code128', 'ean13', 'itf'];

/** Bars, read along one line; the others are squares or rows, read over an area. */
export function isLinear(format: BarcodeFormat): boolean {
  return LINEAR.includes(format);
}
