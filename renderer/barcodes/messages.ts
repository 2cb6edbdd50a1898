import type { FoundCode, PageReading } from '#renderer/platform/barcodes.ts';

export type Ask = { readonly ask: 'page'; readonly image: Blob | ImageBitmap } | { readonly ask: 'frame'; readonly frame: ImageBitmap };
export type Question = { readonly number: number } & Ask;

export type Answer = { readonly number: number } & (
  | { readonly answer: 'page'; readonly reading: PageReading }
  | { readonly answer: 'frame'; readonly code: FoundCode | undefined }
  /** The engine itself failed, which is never the image's doing. */
  | { readonly answer: 'failed' }
);
