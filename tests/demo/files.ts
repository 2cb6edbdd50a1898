import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { PNG } from 'pngjs';

/** A two-page PDF, made here so that nobody's document is in the repository. */
export async function samplePdf(): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const text of ['Plan du quartier', 'Emplacement de la buvette']) document.addPage([595, 842]).drawText(text, { x: 60, y: 760, size: 24, font });
  return Buffer.from(await document.save());
}

/** 2.4 MB of noise as PNG: several pieces on the wire. */
export function samplePng(): Buffer {
  const png = new PNG({ width: 900, height: 900 });
  let state = 7;
  for (let index = 0; index < png.data.length; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    png.data[index] = index % 4 === 3 ? 255 : state >>> 24;
  }
  return PNG.sync.write(png);
}
