import type { BarcodeFormat } from '#renderer/platform/barcodes.ts';

export const ENGINES = ['ours', 'zxing-wasm', '@zxing/library'] as const;
export type EngineName = (typeof ENGINES)[number];

export type Reading = {
  readonly engine: EngineName;
  readonly ms: number;
  readonly codes: readonly { readonly format: BarcodeFormat; readonly text: string; readonly bytes: readonly number[] }[];
};

export type BenchQuestion = { readonly pixels: ImageData; readonly formats: readonly BarcodeFormat[]; readonly most: number; readonly first: number };
