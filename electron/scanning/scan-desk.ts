import type { AttachScanRefusal, RefusedScanFile, ScanActivity, ScanView, StartScanRefusal } from '#shared/contracts/ipc/scanning.ts';
import type { AttachmentAnswer } from '#shared/contracts/desk-api/desk-api.ts';
import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENT_PAGES, type Attachment } from '#shared/domain/document/attachment.ts';
import { editPages, type PageEdit } from '#shared/domain/scan/page-list.ts';
import type { ScanProvenance } from '#shared/domain/scan/provenance.ts';
import type { ScannerDevice, ScanProfile } from '#shared/domain/scan/scanner.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { createLogger } from '#electron/diagnostics/log.ts';
import { composeScan } from './compose-scan.ts';
import { createRecordKeeper } from './record-keeper.ts';
import { openRecord, provenanceOf, withRun, type ScanRun } from './scan-record.ts';
import { DiskFull, type ScanStore } from './scan-store.ts';
import { viewOf } from './scan-view.ts';
import { createSheetTaker, TooManyPages } from './sheet-taker.ts';
import { settleRuns } from './settle-runs.ts';
import type { PageMaker } from './sheets/page-maker.ts';
import type { Sources } from './sources.ts';

const log = createLogger('scanning');
const SHARES_TOLD_EVERY_MS = 150;

export type ScanDeskPorts = {
  readonly sources: Sources;
  readonly store: ScanStore;
  readonly maker: PageMaker;
  /** Who is at the desk. */
  readonly clerk: () => { readonly id: string; readonly name: string } | undefined;
  readonly addAttachment: (id: string, pdf: Uint8Array, label: string, scan: ScanProvenance) => Promise<AttachmentAnswer>;
  readonly removeAttachment: (id: string) => Promise<void>;
  readonly newId: () => string;
  readonly now: () => number;
  readonly failpoint: (name: string) => void;
  readonly onChanged: (view: ScanView | null) => void;
};

/** The one scan of a desk, from the first sheet to the attachment; it goes on while no screen looks. */
export type ScanDesk = {
  readonly view: () => ScanView | null;
  /** Resolves once the device is being asked; a scan that is there for the same owner goes on. */
  readonly start: (wanted: { readonly ownerId: string; readonly deviceId: string; readonly profile: ScanProfile }) => Promise<Result<ScanView | null, StartScanRefusal>>;
  /** Resolves once the device has stopped. */
  readonly stop: () => Promise<ScanView | null>;
  readonly edit: (edit: PageEdit) => Promise<ScanView | null>;
  readonly takeOver: (ownerId: string) => Promise<ScanView | null>;
  readonly attach: (label: string) => Promise<Result<Attachment, AttachScanRefusal>>;
  readonly close: (outcome: 'attached' | 'given-up') => Promise<void>;
  /** JPEGs; undefined for a page that is not of this scan. */
  readonly thumbnail: (pageId: string) => Promise<Uint8Array | undefined>;
  readonly picture: (pageId: string) => Promise<Uint8Array | undefined>;
  /** A bitmap of every pixel that came. */
  readonly whole: (pageId: string) => Promise<Uint8Array | undefined>;
};

/** Reads what the last start left, finishes what it can of it, and answers from then on. */
export async function openScanDesk(ports: ScanDeskPorts): Promise<ScanDesk> {
  const { sources, store, maker, now } = ports;
  const keeper = createRecordKeeper(store, await store.load());
  const at = (): string => new Date(now()).toISOString();
  let activity: ScanActivity = { state: 'idle' };
  let refused: readonly RefusedScanFile[] = [];
  /** Of what the last start left. */
  let recovering: Promise<void> = Promise.resolve();
  let running: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;
  let starting = false;
  let toldAt = 0;

  const view = (): ScanView | null => viewOf(keeper.current(), activity, refused);
  const tell = (): void => {
    toldAt = now();
    ports.onChanged(view());
  };
  function enter(next: ScanActivity): void {
    const onlyShare = next.state === 'reading' && activity.state === 'reading' && next.share > activity.share;
    activity = next;
    if (!onlyShare || now() - toldAt >= SHARES_TOLD_EVERY_MS) tell();
  }
  const refuse = (file: RefusedScanFile): void => {
    refused = [...refused, file];
    tell();
  };
  const taker = createSheetTaker({ keeper, store, maker, newId: ports.newId, failpoint: ports.failpoint, refuse, tell });

  async function start(wanted: Parameters<ScanDesk['start']>[0]): ReturnType<ScanDesk['start']> {
    const clerk = ports.clerk();
    const before = keeper.current();
    if (clerk === undefined) return err('no-clerk');
    if (running !== undefined || starting || activity.state === 'composing' || (before?.attached ?? null) !== null) return err('busy');
    if (before !== undefined && before.ownerId !== wanted.ownerId) return err('other-owner');
    if ((before?.list.pages.length ?? 0) >= MAX_ATTACHMENT_PAGES) {
      enter({ state: 'stopped', stop: 'too-many-pages' });
      return ok(view());
    }
    starting = true;
    try {
      const device = await sources.device(wanted.deviceId);
      if (device === undefined) return err('device-gone');
      const run = await openRun(wanted, device, clerk);
      const stop = new AbortController();
      enter(run.device.kind === 'folder' ? { state: 'waiting' } : { state: 'reading', share: 0 });
      running = { stop, ended: perform(run, stop) };
      return ok(view());
    } catch (cause) {
      if (cause instanceof DiskFull) return err('disk-full');
      throw cause;
    } finally {
      starting = false;
    }
  }

  async function openRun({ ownerId, profile }: Parameters<ScanDesk['start']>[0], device: ScannerDevice, clerk: ScanRun['clerk']): Promise<ScanRun> {
    const run: ScanRun = { id: ports.newId(), device, profile, clerk: { id: clerk.id, name: clerk.name }, startedAt: at(), endedAt: null, toRecover: false };
    await keeper.change((record) => withRun(record ?? openRecord({ id: ports.newId(), attachmentId: ports.newId() }, ownerId, at()), run));
    refused = [];
    return run;
  }

  /** One run of a device; whatever becomes of it, it is said and the pages that came stand. */
  async function perform(run: ScanRun, stop: AbortController): Promise<void> {
    let ending: { readonly activity: ScanActivity; readonly toRecover: boolean };
    try {
      await recovering;
      await recoverRuns(run.id);
      void taker.lookAgain();
      const end = await sources.of(run.device.id)?.scan({
        id: run.id,
        deviceId: run.device.id,
        profile: run.profile,
        signal: stop.signal,
        onProgress: enter,
        onRefused: refuse,
        onSheet: (sheet) => taker.take(run, sheet),
      });
      ending = { activity: end === undefined ? { state: 'stopped', stop: 'device-gone' } : end.end === 'stopped' ? { state: 'stopped', stop: end.problem } : { state: 'idle' }, toRecover: false };
    } catch (cause) {
      if (!(cause instanceof DiskFull || cause instanceof TooManyPages)) log.error('a run ended badly', { cause });
      ending = { activity: { state: 'stopped', stop: stopOf(cause) }, toRecover: true };
    }
    running = undefined;
    await taker.idle();
    await keeper.change((record) => record && withRun(record, { ...run, endedAt: at(), toRecover: ending.toRecover })).catch((cause: unknown) => log.error('the end of a run is not kept', { cause }));
    enter(ending.activity);
  }

  /** Sheets of runs that ended badly, or of which not even the end could be kept. */
  async function recoverRuns(current?: string): Promise<void> {
    for (const run of keeper.current()?.runs ?? []) {
      if (run.id === current || !(run.toRecover || run.endedAt === null)) continue;
      await sources.of(run.device.id)?.recover({ id: run.id, deviceId: run.device.id, profile: run.profile, onSheet: (sheet) => taker.take(run, sheet) });
      await keeper.change((record) => record && withRun(record, { ...run, endedAt: run.endedAt ?? at(), toRecover: false }));
    }
  }

  async function stopRunning(): Promise<ScanView | null> {
    running?.stop.abort();
    await running?.ended;
    return view();
  }

  async function attach(label: string): Promise<Result<Attachment, AttachScanRefusal>> {
    const record = keeper.current();
    if (record === undefined || record.list.pages.length === 0) return err('no-pages');
    if (record.attached !== null) return ok(record.attached);
    if (ports.clerk() === undefined) return err('no-clerk');
    if (running !== undefined || activity.state === 'composing') return err('still-reading');
    enter({ state: 'composing', done: 0 });
    try {
      await recovering;
      await taker.idle();
      const settled = keeper.current() ?? record;
      const composedAtMs = now();
      const pdf = await composeScan(settled, { store, maker, composedAtMs, onPage: (done) => enter({ state: 'composing', done }) });
      if (pdf.length > MAX_ATTACHMENT_BYTES) return err('too-large');
      const added = await ports.addAttachment(record.attachmentId, pdf, label, provenanceOf(settled, new Date(composedAtMs).toISOString()));
      if (added.ok) await keeper.change((kept) => kept && { ...kept, attached: added.value });
      return added;
    } catch (cause) {
      log.error('no PDF could be made', { cause });
      return err(cause instanceof DiskFull ? 'disk-full' : 'damaged');
    } finally {
      enter({ state: 'idle' });
    }
  }

  async function close(outcome: 'attached' | 'given-up'): Promise<void> {
    const record = keeper.current();
    if (record === undefined || (outcome === 'attached' && record.attached === null)) return;
    await stopRunning();
    await recovering;
    await taker.idle();
    if (outcome === 'given-up' && record.attached !== null) await ports.removeAttachment(record.attached.id);
    const last = keeper.current() ?? record;
    const runs = last.runs.map(({ id, device }) => ({ runId: id, deviceId: device.id, outcome: outcome === 'attached' ? ('taken' as const) : ('returned' as const) }));
    await store.saveUnsettled([...(await store.unsettled()), ...runs]);
    await keeper.forget();
    taker.forget();
    refused = [];
    enter({ state: 'idle' });
    await settleRuns(sources, store);
  }

  await settleRuns(sources, store);
  const left = keeper.current();
  if (left !== undefined) {
    const died = left.runs.filter(({ endedAt }) => endedAt === null);
    // Behind the first screens: a scanner may still be finishing its sheet.
    recovering = recoverRuns()
      .then(() => taker.lookAgain())
      .catch((cause: unknown) => log.error('sheets of the last start could not be recovered', { cause }))
      .then(() => {
        if (died.length > 0 && running === undefined) enter({ state: 'stopped', stop: 'interrupted' });
      });
  }

  return {
    view,
    start,
    stop: stopRunning,
    edit: async (edit) => {
      await keeper.change((record) => record && (record.attached === null ? { ...record, list: editPages(record.list, edit) } : record));
      tell();
      return view();
    },
    takeOver: async (ownerId) => {
      await keeper.change((record) => record && { ...record, ownerId });
      tell();
      return view();
    },
    attach,
    close,
    thumbnail: taker.thumbnail,
    picture: taker.picture,
    whole: taker.whole,
  };
}

function stopOf(cause: unknown): 'disk-full' | 'too-many-pages' | 'unreadable' {
  if (cause instanceof DiskFull) return 'disk-full';
  return cause instanceof TooManyPages ? 'too-many-pages' : 'unreadable';
}
