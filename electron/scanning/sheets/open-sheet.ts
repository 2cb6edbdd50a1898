import { EncryptedPDFError, PDFDocument } from '@cantoo/pdf-lib';
import type { PDFiumDocument } from '@hyzyla/pdfium';
import { PNG } from 'pngjs';
import UTIF from 'utif2';
import { MAX_ATTACHMENT_PAGES, type AttachmentRefusal } from '#shared/domain/document/attachment.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { fromRgba } from '../pixels/jpeg.ts';
import { shrink, type Pixels } from '../pixels/pixels.ts';
import { readPnm } from '../pixels/pnm.ts';
import type { ScannedSheet } from '../scanner-source.ts';
import type { Codecs } from './codecs.ts';
import { jpegSize, likelyDpi, MOST_PIXELS, pngSize, type PictureSize } from './picture-size.ts';

/** One page of a sheet: a picture, or a page that a PDF describes in its own way. `whole`: as fine as the file has it. */
export type SheetPage =
  | { readonly kind: 'picture'; readonly pixels: () => Promise<Pixels>; readonly whole: () => Promise<Pixels>; readonly dpi: number }
  | { readonly kind: 'pdf'; readonly document: PDFDocument; readonly index: number; readonly draw: (dpi: number) => Promise<Pixels> };

export type OpenSheet = { readonly pages: readonly SheetPage[]; readonly close: () => void };

/** What a page needs to be read. Finer, a file only weighs more; what a scanner of this desk was asked for stays. */
const PAGE_DPI = 200;

/** Reads what a source gave. Refused: what is damaged, protected, too long, or too large to be drawn on this machine. */
export async function openSheet(codecs: Codecs, sheet: Pick<ScannedSheet, 'format' | 'bytes' | 'resolution'>): Promise<Result<OpenSheet, AttachmentRefusal>> {
  const { format, bytes, resolution } = sheet;
  switch (format) {
    case 'pnm': {
      const pixels = readPnm(bytes);
      if (pixels === undefined) return err('damaged');
      const asRead = async (): Promise<Pixels> => pixels;
      return ok(ofPages([{ kind: 'picture', pixels: asRead, whole: asRead, dpi: resolution ?? likelyDpi({ ...pixels, dpi: 0 }) }]));
    }
    case 'image/jpeg':
      return openPicture(jpegSize(bytes), () => codecs.jpeg.decode(bytes));
    case 'image/png':
      return openPicture(pngSize(bytes), async () => decodePng(bytes));
    case 'image/tiff':
      return openTiff(bytes);
    case 'application/pdf':
      return openPdf(codecs, bytes);
  }
}

function ofPages(pages: readonly SheetPage[], close: () => void = () => undefined): OpenSheet {
  return { pages, close };
}

function openPicture(size: PictureSize | undefined, decode: () => Promise<Pixels>): Result<OpenSheet, AttachmentRefusal> {
  if (size === undefined) return err('damaged');
  if (size.width * size.height > MOST_PIXELS) return err('too-large');
  return ok(ofPages([pictureOf(size, decode)]));
}

/** Decoded each time it is asked for: a page in memory weighs forty times its file. */
function pictureOf(size: PictureSize, decode: () => Promise<Pixels>): SheetPage {
  const dpi = likelyDpi(size);
  // A scan that knows its resolution keeps at least what a page needs; a photograph comes near it.
  const factor = Math.max(1, dpi === size.dpi ? Math.floor(dpi / PAGE_DPI) : Math.round(dpi / PAGE_DPI));
  return { kind: 'picture', pixels: async () => shrink(await decode(), factor), whole: decode, dpi: Math.round(dpi / factor) };
}

function decodePng(bytes: Uint8Array): Pixels {
  const { width, height, data } = PNG.sync.read(Buffer.from(bytes));
  return fromRgba(data, width, height, isGrey(data) ? 1 : 3);
}

function openTiff(bytes: Uint8Array): Result<OpenSheet, AttachmentRefusal> {
  // A copy: a Buffer may be a view of a larger pool.
  const { buffer } = new Uint8Array(bytes);
  try {
    const directories = UTIF.decode(buffer);
    if (directories.length === 0) return err('damaged');
    if (directories.length > MAX_ATTACHMENT_PAGES) return err('too-many-pages');
    const pages = directories.map((directory) => {
      const size = tiffSize(directory);
      return { size, page: pictureOf(size, async () => decodeTiff(buffer, directory, size)) };
    });
    if (pages.some(({ size }) => size.width * size.height > MOST_PIXELS)) return err('too-large');
    return ok(ofPages(pages.map(({ page }) => page)));
  } catch {
    return err('damaged');
  }
}

function tiffSize(directory: UTIF.IFD): PictureSize {
  const first = (tag: number): number => Number((directory[`t${tag}`] as readonly unknown[] | undefined)?.[0] ?? 0);
  const inCentimetres = first(296) === 3;
  return { width: first(256), height: first(257), dpi: Math.round(first(282) * (inCentimetres ? 2.54 : 1)) };
}

function decodeTiff(buffer: ArrayBuffer, directory: UTIF.IFD, { width, height }: PictureSize): Pixels {
  // Another object each time: the decoder leaves its pixels in the one it is given.
  const own = { ...directory };
  UTIF.decodeImage(buffer, own);
  const rgba = UTIF.toRGBA8(own);
  if (rgba.length < width * height * 4) throw new Error('tiff: pixels are missing');
  return fromRgba(rgba, width, height, isGrey(rgba) ? 1 : 3);
}

/** Colours of which all are nearly grey are a copier's grey. */
function isGrey(rgba: Uint8Array): boolean {
  for (let at = 0; at < rgba.length; at += 4 * 13) {
    const [red = 0, green = 0, blue = 0] = [rgba[at], rgba[at + 1], rgba[at + 2]];
    if (Math.abs(red - green) > 12 || Math.abs(green - blue) > 12) return false;
  }
  return true;
}

async function openPdf(codecs: Codecs, bytes: Uint8Array): Promise<Result<OpenSheet, AttachmentRefusal>> {
  let drawing: PDFiumDocument | undefined;
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false });
    const count = document.getPageCount();
    if (count === 0) return err('damaged');
    if (count > MAX_ATTACHMENT_PAGES) return err('too-many-pages');
    drawing = await (await codecs.pdfium()).loadDocument(bytes);
    const drawn = drawing;
    const pages = Array.from({ length: count }, (_, index): SheetPage => ({ kind: 'pdf', document, index, draw: (dpi) => drawPage(drawn, index, dpi) }));
    return ok(ofPages(pages, () => drawn.destroy()));
  } catch (cause) {
    drawing?.destroy();
    return err(cause instanceof EncryptedPDFError ? 'password-protected' : 'damaged');
  }
}

async function drawPage(document: PDFiumDocument, index: number, dpi: number): Promise<Pixels> {
  const page = document.getPage(index);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  // A page may claim to be a hundred metres long.
  const scale = Math.min(dpi / 72, Math.sqrt(MOST_PIXELS / 4 / Math.max(1, originalWidth * originalHeight)));
  const { width, height, data } = await page.render({ scale, colorSpace: 'Gray', render: 'bitmap', renderFormFields: true });
  return { width, height, channels: 1, data: data.slice(0, width * height) };
}
