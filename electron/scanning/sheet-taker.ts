import type { RefusedScanFile } from '#shared/contracts/ipc/scanning.ts';
import { MAX_ATTACHMENT_PAGES } from '#shared/domain/document/attachment.ts';
import { createLogger } from '#electron/diagnostics/log.ts';
import type { RecordKeeper } from './record-keeper.ts';
import type { ScannedSheet } from './scanner-source.ts';
import { withLooks, withSheet, type KeptLook, type KeptPage, type KeptSheet, type ScanRun } from './scan-record.ts';
import type { ScanStore } from './scan-store.ts';
import type { PageLook } from './sheets/look-at-page.ts';
import type { PageMaker } from './sheets/page-maker.ts';
import type { SheetBytes } from './sheets/page-worker.ts';

const log = createLogger('scanning');

/** The file is full; the sheet that filled it is kept, and no other was asked for. */
export class TooManyPages extends Error {}

type Needs = {
  readonly keeper: RecordKeeper;
  readonly store: ScanStore;
  readonly maker: PageMaker;
  readonly newId: () => string;
  readonly failpoint: (name: string) => void;
  readonly refuse: (file: RefusedScanFile) => void;
  readonly tell: () => void;
};

/** Makes sheets safe as they come, and knows what their pages look like. */
export function createSheetTaker({ keeper, store, maker, newId, failpoint, refuse, tell }: Needs) {
  /** Small pictures by page; made again after a restart. */
  const thumbnails = new Map<string, Uint8Array>();
  let looking: Promise<void> = Promise.resolve();
  const room = (): number => MAX_ATTACHMENT_PAGES - (keeper.current()?.list.pages.length ?? 0);
  function lookLater(look: () => Promise<void> | undefined): Promise<void> {
    looking = looking.then(look).catch((cause: unknown) => log.error('a page could not be looked at', { cause }));
    return looking;
  }

  /** Resolves once the sheet survives a power cut. A file must be readable first; pixels are looked at afterwards. */
  async function take(run: ScanRun, sheet: ScannedSheet): Promise<'kept' | 'refused'> {
    if (keeper.current()?.sheets.some(({ runId, name }) => runId === run.id && name === sheet.name) === true) return 'kept';
    if (sheet.format === 'pnm') {
      const kept = await keep(run, sheet, undefined);
      const before = looking;
      void lookLater(() => lookAt(kept, sheet.bytes));
      if (room() <= 0) throw new TooManyPages();
      // At most one page waits: a feeder is faster than an old machine, and each page weighs megabytes.
      await before;
      return 'kept';
    }
    const looked = await maker.look({ format: sheet.format, resolution: sheet.resolution, bytes: new Uint8Array(sheet.bytes) });
    const refusal = !looked.ok ? looked.refusal : looked.value.length > room() ? ('too-many-pages' as const) : undefined;
    if (!looked.ok || refusal !== undefined) {
      refuse({ name: shownName(sheet.name), reason: refusal ?? 'damaged' });
      return 'refused';
    }
    await keep(run, sheet, looked.value);
    tell();
    return 'kept';
  }

  async function keep(run: ScanRun, sheet: ScannedSheet, looks: readonly PageLook[] | undefined): Promise<KeptSheet> {
    const kept: KeptSheet = { id: newId(), runId: run.id, name: sheet.name, format: sheet.format, resolution: sheet.resolution };
    await store.writeSheet(kept.id, sheet.bytes);
    failpoint('scan:sheet-written');
    const pages = Array.from({ length: looks?.length ?? 1 }, (_, index) => ({ id: newId(), sheetId: kept.id, index, look: looks === undefined ? null : keptLook(looks[index]) }));
    await keeper.change((record) => record && withSheet(record, kept, pages));
    pages.forEach(({ id, index }) => remember(id, looks?.[index]));
    failpoint('scan:sheet-kept');
    return kept;
  }

  function remember(pageId: string, look: PageLook | undefined): void {
    if (look !== undefined) thumbnails.set(pageId, look.thumbnail);
  }

  async function lookAt(sheet: KeptSheet, bytes: Uint8Array): Promise<void> {
    const looked = await maker.look({ format: sheet.format, resolution: sheet.resolution, bytes });
    // Whole by its length, so that only a worker that died can be the reason: the page is kept as it is.
    const looks = looked.ok ? looked.value : [];
    for (const { id, index } of pagesOf(sheet.id)) remember(id, looks[index]);
    await keeper
      .change((record) => record && withLooks(record, sheet.id, looks.map((look) => keptLook(look) ?? NOTHING_SEEN)))
      .catch((cause: unknown) => log.warn('what a page looks like is not kept', { cause }));
    tell();
  }

  const pagesOf = (sheetId: string) => (keeper.current()?.pages ?? []).filter((page) => page.sheetId === sheetId);

  async function lookAgain(sheetId: string): Promise<void> {
    const sheet = keeper.current()?.sheets.find(({ id }) => id === sheetId);
    if (sheet !== undefined) await lookAt(sheet, (await bytesOf(sheet)).bytes);
  }

  function pageAndSheet(pageId: string): { readonly page: KeptPage; readonly sheet: KeptSheet } | undefined {
    const record = keeper.current();
    const page = record?.pages.find(({ id }) => id === pageId);
    const sheet = record?.sheets.find(({ id }) => id === page?.sheetId);
    return page && sheet && { page, sheet };
  }

  const bytesOf = async ({ id, format, resolution }: KeptSheet): Promise<SheetBytes> => ({ format, resolution, bytes: new Uint8Array(await store.readSheet(id)) });

  return {
    take,
    /** Resolves when every page that came has been looked at. */
    idle: () => looking,
    /** Pages that the last start had no time to look at. */
    lookAgain: async (): Promise<void> => {
      const unseen = new Set((keeper.current()?.pages ?? []).filter(({ look }) => look === null).map(({ sheetId }) => sheetId));
      for (const sheetId of unseen) await lookLater(() => lookAgain(sheetId));
    },
    thumbnail: async (pageId: string): Promise<Uint8Array | undefined> => {
      const page = keeper.current()?.pages.find(({ id }) => id === pageId);
      if (page === undefined) return undefined;
      if (!thumbnails.has(pageId)) {
        await lookLater(() => (thumbnails.has(pageId) ? undefined : lookAgain(page.sheetId)));
      }
      return thumbnails.get(pageId);
    },
    /** The page as it will be, large enough to read. */
    picture: async (pageId: string): Promise<Uint8Array | undefined> => {
      const found = pageAndSheet(pageId);
      if (found === undefined) return undefined;
      const { page, sheet } = found;
      const listed = keeper.current()?.list.pages.find(({ id }) => id === pageId);
      const treatment = { skew: page.look?.skew ?? 0, straight: listed?.straight ?? true, turn: listed?.turn ?? 0 };
      return maker.view(await bytesOf(sheet), page.index, treatment);
    },
    /** The page as it came, every pixel of it: what codes are read from. */
    whole: async (pageId: string): Promise<Uint8Array | undefined> => {
      const found = pageAndSheet(pageId);
      return found && maker.whole(found.sheet.id, () => bytesOf(found.sheet), found.page.index);
    },
    forget: () => thumbnails.clear(),
  };
}

const NOTHING_SEEN: KeptLook = { dpi: 0, skew: 0, blank: false, cropped: false };

function keptLook(look: PageLook | undefined): KeptLook | null {
  return look === undefined ? null : { dpi: look.dpi, skew: look.skew, blank: look.blank, cropped: look.cropped };
}

/** Without the number that the source put before it. */
function shownName(name: string): string {
  return name.replace(/^\d{4}-/, '');
}
