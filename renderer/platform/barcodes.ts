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

/** A page of a scan or of a file, for its codes to be read; `url` is a picture that lost no pixel, on the app's own origin. */
export type PageToRead = { readonly id: string; readonly url: string; readonly name: string };

/** Reads codes in a worker of its own, which starts at the first question and ends when none comes for a while. */
export interface BarcodeReader {
  /** All codes of a scanned or imported page, a JPEG or PNG or pixels. Takes half a second to a few seconds. */
  readPage(image: Blob | ImageBitmap): Promise<PageReading>;
  /**
   * The code that a camera holds, if it can be read in this frame; quick, and thorough once in a while. The frame is
   * handed over: it can't be drawn afterwards. One question at a time is enough, the next frame is fresher.
   */
  readFrame(frame: ImageBitmap): Promise<FoundCode | undefined>;
}

export type PageReading =
  | { readonly ok: true; readonly codes: readonly FoundCode[] }
  /** The bytes are not those of a picture. */
  | { readonly ok: false };
