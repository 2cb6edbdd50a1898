import { jpegFrame } from '../pixels/jpeg.ts';

/** What a picture file says of itself before it is decoded; `dpi` 0 when it does not say, or says nonsense. */
export type PictureSize = { readonly width: number; readonly height: number; readonly dpi: number };

/** The longer side of A4, in inches: what an unmarked picture is taken for. */
const A4_LONG = 11.69;
/** The longer side of A3, and some: a picture that claims to be larger does not know its resolution. */
const LARGEST_PAGE = 17;
/** A decoded picture takes three bytes a pixel, and four on its way: A3 in colour at 600 dpi fits. */
export const MOST_PIXELS = 75_000_000;

export function jpegSize(bytes: Uint8Array): PictureSize | undefined {
  const frame = jpegFrame(bytes);
  if (frame === undefined) return undefined;
  const isJfif = Buffer.from(bytes.subarray(6, 11)).toString('latin1') === 'JFIF\0';
  const density = ((bytes[14] ?? 0) << 8) + (bytes[15] ?? 0);
  const unit = isJfif ? bytes[13] : 0;
  return { width: frame.width, height: frame.height, dpi: unit === 1 ? density : unit === 2 ? Math.round(density * 2.54) : 0 };
}

const PHYS = 0x70485973;
const IDAT = 0x49444154;

export function pngSize(bytes: Uint8Array): PictureSize | undefined {
  if (bytes.length < 33) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  for (let at = 8; at + 21 <= bytes.length && view.getUint32(at + 4) !== IDAT; at += 12 + view.getUint32(at)) {
    // Per metre, when the unit is 1.
    if (view.getUint32(at + 4) === PHYS && bytes[at + 16] === 1) return { ...size, dpi: Math.round(view.getUint32(at + 8) * 0.0254) };
  }
  return { ...size, dpi: 0 };
}

/** The resolution to use: the file's own, when its page then has the size of a page; else that of an A4 page. */
export function likelyDpi({ width, height, dpi }: PictureSize): number {
  const long = Math.max(width, height);
  return dpi >= 50 && dpi <= 1200 && long / dpi <= LARGEST_PAGE ? dpi : Math.max(50, Math.round(long / A4_LONG));
}
