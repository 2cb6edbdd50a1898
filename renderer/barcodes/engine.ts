import type { BarcodeFormat, FoundCode } from '#renderer/platform/barcodes.ts';

/** Pixels of one image, row by row from the top: RGBA as a canvas gives them, opaque. */
export type PixelImage = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };

export type ReadRequest = {
  readonly formats: readonly BarcodeFormat[];
  /** The most codes that may be in the image; a hint that saves time. */
  readonly most: number;
};

/** Reads the codes of an image. Nothing is remembered from one image to the next. */
export interface BarcodeEngine {
  /**
   * Answers what the image says, in no order: two codes of one format and text are one. An empty list when there is
   * none. Never throws because of what the image shows: an image of no size, noise and half a code have no code.
   */
  read(image: PixelImage, request: ReadRequest): Promise<readonly FoundCode[]>;
}

export function isSame(one: FoundCode, other: FoundCode): boolean {
  return one.format === other.format && one.text === other.text;
}
