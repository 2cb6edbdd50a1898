import { untouchedPdf, type ScanRecord } from './scan-record.ts';
import type { ScanStore } from './scan-store.ts';
import type { PageMaker, PageWanted } from './sheets/page-maker.ts';

type Needs = { readonly store: ScanStore; readonly maker: PageMaker; readonly composedAtMs: number; readonly onPage: (done: number) => void };

/** The pages of a scan as one PDF; a copier's own PDF that nobody changed stays as it is, to the byte. */
export async function composeScan(record: ScanRecord, { store, maker, composedAtMs, onPage }: Needs): Promise<Uint8Array> {
  const untouched = untouchedPdf(record);
  if (untouched !== undefined) return store.readSheet(untouched.id);
  const pages = record.list.pages.map((listed): PageWanted => {
    const page = record.pages.find(({ id }) => id === listed.id);
    const sheet = record.sheets.find(({ id }) => id === page?.sheetId);
    if (page === undefined || sheet === undefined) throw new Error('scan: a page without its sheet');
    return {
      sheetId: sheet.id,
      sheet: async () => ({ format: sheet.format, resolution: sheet.resolution, bytes: await store.readSheet(sheet.id) }),
      index: page.index,
      treatment: { skew: page.look?.skew ?? 0, straight: listed.straight, turn: listed.turn },
    };
  });
  return maker.compose(pages, composedAtMs, onPage);
}
