import { degrees, PDFDocument, type PDFImage, type PDFPage } from '@cantoo/pdf-lib';
import type { Jpeg } from '../pixels/jpeg.ts';
import { keptPicture, type PageTreatment } from './look-at-page.ts';
import type { SheetPage } from './open-sheet.ts';

/** A PDF that grows by one page at a time. */
export type PdfComposer = {
  readonly add: (page: SheetPage, treatment: PageTreatment) => Promise<void>;
  readonly finish: () => Promise<Uint8Array>;
};

type Part =
  | { readonly kind: 'pdf'; readonly document: PDFDocument; readonly index: number; readonly turn: number }
  | { readonly kind: 'picture'; readonly picture: PDFImage; readonly width: number; readonly height: number; readonly turn: number };

const POINTS_PER_INCH = 72;

/** `madeAt`: the only date in it. Pictures become JPEGs; pages of a PDF are taken over as they are. */
export async function createPdfComposer(jpeg: Jpeg, madeAt: Date): Promise<PdfComposer> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setProducer('Plainpied');
  pdf.setCreationDate(madeAt);
  pdf.setModificationDate(madeAt);
  const parts: Part[] = [];
  return {
    add: async (page, treatment) => {
      if (page.kind === 'pdf') {
        parts.push({ kind: 'pdf', document: page.document, index: page.index, turn: treatment.turn });
        return;
      }
      const kept = await keptPicture(jpeg, page, treatment);
      const points = (dots: number): number => (dots / page.dpi) * POINTS_PER_INCH;
      parts.push({ kind: 'picture', picture: await pdf.embedJpg(kept.jpeg), width: points(kept.width), height: points(kept.height), turn: treatment.turn });
    },
    finish: async () => {
      const taken = await takenOver(pdf, parts);
      parts.forEach((part, place) => {
        const page = part.kind === 'pdf' ? pdf.addPage(taken.get(place)) : drawnOn(pdf.addPage([part.width, part.height]), part.picture);
        page.setRotation(degrees((page.getRotation().angle + part.turn) % 360));
      });
      return pdf.save();
    },
  };
}

function drawnOn(page: PDFPage, picture: PDFImage): PDFPage {
  page.drawImage(picture, { x: 0, y: 0, ...page.getSize() });
  return page;
}

/** By place; the pages of one document all at once, so that what they share is taken over once. */
async function takenOver(pdf: PDFDocument, parts: readonly Part[]): Promise<ReadonlyMap<number, PDFPage>> {
  const places = new Map<PDFDocument, { readonly place: number; readonly index: number }[]>();
  parts.forEach((part, place) => {
    if (part.kind === 'pdf') places.set(part.document, [...(places.get(part.document) ?? []), { place, index: part.index }]);
  });
  const taken = new Map<number, PDFPage>();
  for (const [document, wanted] of places) {
    const copies = await pdf.copyPages(document, wanted.map(({ index }) => index));
    copies.forEach((copy, nth) => taken.set(wanted[nth]?.place ?? 0, copy));
  }
  return taken;
}
