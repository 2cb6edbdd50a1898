import { isBlank } from '../pixels/blank.ts';
import { writeBmp } from '../pixels/bmp.ts';
import { paperBox, paperLevel, whiten } from '../pixels/paper-area.ts';
import { cut, greyOf, shrink, type Grey, type Pixels } from '../pixels/pixels.ts';
import { rotate, turn } from '../pixels/rotate.ts';
import { skewOf } from '../pixels/skew.ts';
import type { Jpeg } from '../pixels/jpeg.ts';
import type { SheetPage } from './open-sheet.ts';

/** What is known of a page without its picture. `skew` in degrees clockwise; `dpi` 0 for a page of a PDF. */
export type PageLook = { readonly dpi: number; readonly skew: number; readonly blank: boolean; readonly cropped: boolean; readonly thumbnail: Uint8Array };

/** How a page is to be shown or kept. */
export type PageTreatment = { readonly skew: number; readonly straight: boolean; readonly turn: 0 | 90 | 180 | 270 };

const THUMBNAIL_WIDTH = 150;
const THUMBNAIL_QUALITY = 55;
const PDF_LOOK_DPI = 100;
/** Less can't be seen, and turning costs some sharpness. */
const LEAST_SKEW = 0.15;

/** Looks at a page once, when it comes. Rejects when it can't be decoded. */
export async function lookAtPage(jpeg: Jpeg, page: SheetPage): Promise<PageLook> {
  if (page.kind === 'pdf') {
    const drawn = await page.draw(PDF_LOOK_DPI);
    return { dpi: 0, skew: 0, blank: isBlank(drawn as Grey), cropped: false, thumbnail: await thumbnailOf(jpeg, drawn) };
  }
  const pixels = await page.pixels();
  const grey = greyOf(pixels);
  const found = skewOf(grey);
  const skew = Math.abs(found) < LEAST_SKEW ? 0 : found;
  const box = paperBox(grey);
  const cropped = box.width < pixels.width || box.height < pixels.height;
  const small = shrink(pixels, Math.max(1, Math.floor(pixels.width / (THUMBNAIL_WIDTH * 2))));
  return { dpi: page.dpi, skew, blank: isBlank(grey), cropped, thumbnail: await thumbnailOf(jpeg, treated(small, { skew, straight: true, turn: 0 })) };
}

function thumbnailOf(jpeg: Jpeg, pixels: Pixels): Promise<Uint8Array> {
  return jpeg.encode(shrink(pixels, Math.max(1, Math.floor(pixels.width / THUMBNAIL_WIDTH))), THUMBNAIL_QUALITY);
}

/** The picture straightened, without its dark border; a quarter turn last. */
export function treated(pixels: Pixels, treatment: PageTreatment): Pixels {
  const degrees = treatment.straight ? -treatment.skew : 0;
  const straight = rotate(pixels, degrees, degrees === 0 ? 0 : paperLevel(greyOf(pixels)));
  return turn(cut(straight, paperBox(greyOf(straight))), treatment.turn);
}

const VIEW_HEIGHT = 1100;
const VIEW_QUALITY = 70;

/** A JPEG to read on screen. */
export async function viewOfPage(jpeg: Jpeg, page: SheetPage, treatment: PageTreatment): Promise<Uint8Array> {
  const pixels = page.kind === 'pdf' ? turn(await page.draw(PDF_LOOK_DPI), treatment.turn) : treated(await page.pixels(), treatment);
  return jpeg.encode(shrink(pixels, Math.max(1, Math.floor(pixels.height / VIEW_HEIGHT))), VIEW_QUALITY);
}

/** A module of 0.28 mm, the smallest that a code on paper has, is three pixels wide then. */
const CODES_DPI = 300;
/** A3 at 300 dots per inch, A4 at 600: what the reader of codes looks at. */
const MOST_READ = 35_000_000;

/** All that there is to see, in grey and without loss, as a bitmap: what codes are read from. */
export async function wholeOfPage(page: SheetPage): Promise<Uint8Array> {
  const grey = greyOf(page.kind === 'pdf' ? await page.draw(CODES_DPI) : await page.whole());
  return writeBmp(greyOf(shrink(grey, Math.ceil(Math.sqrt((grey.width * grey.height) / MOST_READ)))));
}

/** Legible at 200 dots per inch, 60 to 150 kB for most pages of text; the second for pages so dense that they would be heavier. */
const KEPT_QUALITY = 40;
const DENSE_QUALITY = 28;
/** 150 kB for A4 in grey at 200 dots per inch. */
const BYTES_PER_PIXEL = { 1: 0.0397, 3: 0.065 } as const;

/** The picture as it is kept in a PDF; a quarter turn is left to the PDF's page, which loses nothing. */
export async function keptPicture(jpeg: Jpeg, page: Extract<SheetPage, { kind: 'picture' }>, treatment: PageTreatment): Promise<{ readonly jpeg: Uint8Array; readonly width: number; readonly height: number }> {
  const pixels = whiten(treated(await page.pixels(), { ...treatment, turn: 0 }));
  const { width, height, channels } = pixels;
  const usual = await jpeg.encode(pixels, KEPT_QUALITY);
  const isHeavy = usual.length > width * height * BYTES_PER_PIXEL[channels];
  return { jpeg: isHeavy ? await jpeg.encode(pixels, DENSE_QUALITY) : usual, width, height };
}
