import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import type { Paper } from '#shared/printing/a4-receipt.ts';

export type PdfTask = { readonly id: number; readonly paper: Paper };
export type PdfAnswer = { readonly id: number; readonly pdf?: Uint8Array; readonly failed?: string };

const { fonts } = workerData as { readonly fonts: string };
const file = (weight: string): string => join(fonts, `SourceSans3_${weight}.ttf`);

pdfmake.setFonts({ SourceSans3: { normal: file('400Regular'), bold: file('700Bold'), italics: file('400Regular'), bolditalics: file('600SemiBold') } });
// A paper is made of what it is given: nothing is fetched, and no file is read but the fonts.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts));

const LINE = '#CFCBC0';
pdfmake.setTableLayouts({
  register: {
    hLineWidth: () => 0,
    vLineWidth: (column: number) => (column === 1 ? 1.2 : 0),
    vLineColor: () => '#0B5957',
    paddingTop: () => 3,
    paddingBottom: () => 3,
    paddingLeft: (column: number) => (column === 0 ? 0 : 10),
    paddingRight: () => 8,
  },
  lines: {
    hLineWidth: (row: number) => (row === 0 ? 0 : 0.75),
    vLineWidth: () => 0,
    hLineColor: () => LINE,
    paddingTop: () => 4,
    paddingBottom: () => 4,
    paddingLeft: () => 0,
    paddingRight: () => 8,
  },
});

async function make(paper: Paper): Promise<Uint8Array> {
  const { info, ...rest } = paper;
  const { title, creationDate } = info as { readonly title: string; readonly creationDate: string };
  // Loose sheets say which paper they are of. Written here: a function does not cross to a worker.
  const footer: TDocumentDefinitions['footer'] = (page, pages) =>
    pages === 1 ? null : { text: `${title} · page ${page} sur ${pages}`, alignment: 'right', fontSize: 8.5, color: '#414C54', margin: [56, 16, 56, 0] };
  // Plain data on the way here; pdfmake's own types describe far more than papers use.
  const definition = { ...rest, footer, info: { title, creationDate: new Date(creationDate) } } as unknown as TDocumentDefinitions;
  return pdfmake.createPdf(definition).getBuffer();
}

/** Layout is synchronous and slow: half a second for one page on the main thread. */
parentPort?.on('message', ({ id, paper }: PdfTask) => {
  make(paper).then(
    (pdf) => parentPort?.postMessage({ id, pdf } satisfies PdfAnswer),
    (cause: unknown) => parentPort?.postMessage({ id, failed: cause instanceof Error ? cause.name : 'unknown' } satisfies PdfAnswer),
  );
});
