export const BARCODE_FORMATS = ['qr', 'data-matrix', 'aztec', 'pdf417', 'code128', 'ean13', 'itf'] as const;
export type BarcodeFormat = (typeof BARCODE_FORMATS)[number];

export type ImagePoint = { readonly x: number; readonly y: number };

export type FoundCode = {
  readonly format: BarcodeFormat;
  /** As encoded, control characters included: a 2D-Doc keeps its GS and US. */
  readonly text: string;
  /** The content before any character set was guessed. */
  readonly bytes: Uint8Array;
  /** In pixels of the image, in the code's own order: top left, top right, bottom right, bottom left. */
  readonly corners: readonly [ImagePoint, ImagePoint, ImagePoint, ImagePoint];
};
