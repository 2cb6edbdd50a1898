import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { CacheRules } from '#shared/contracts/desk-api/desk-api.ts';
import type { Captured } from '#shared/domain/desk/captured.ts';
import type { Town } from '#shared/domain/desk/town.ts';
import { composeReceipt } from '#shared/domain/receipt/compose-receipt.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { openAttachments } from './attachments/attachment-store.ts';
import { attachmentRoutes } from './attachments/desk-routes.ts';
import type { SendUpload } from './attachments/upload.ts';
import { createInspector } from './attachments/inspector.ts';
import type { Grc } from './compose-grc.ts';
import { composeScanning, type Scanning } from './compose-scanning.ts';
import { createLogger } from './diagnostics/log.ts';
import { failpoint } from './diagnostics/failpoints.ts';
import type { DeskRoute } from './ipc/desk-route.ts';
import { journalRoutes } from './journal/desk-routes.ts';
import { openJournal, type Journal, type SealContext } from './journal/journal.ts';
import { journalKey } from './journal/record-codec.ts';
import { cacheKeyRoute } from './keys/cache-key-route.ts';
import type { DeskKeys } from './keys/desk-keys.ts';
import { broadcast } from './ipc/broadcast.ts';
import { createAcknowledgements } from './printing/acknowledgements.ts';
import { createPdfMaker, type PdfMaker } from './printing/pdf-maker.ts';
import { printFromJournal, type DeskPrinting } from './printing/print-from-journal.ts';
import { printingRoutes } from './printing/printing.ipc.ts';
import { scanningRoutes } from './scanning/scanning.ipc.ts';
import { cacheRulesRoute } from './settings/desk-routes.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import type { DeskSession } from './session/session.ts';
import type { Startup } from './start-context.ts';

const log = createLogger('records');
/** Written once the first screens are up: 64 MiB would slow an old disk's start. */
const RESERVE_AFTER_MS = 20_000;

/** Everything that lives behind the desk's keys: journal, attachments, printing. */
export type Records = {
  readonly journal: Journal;
  readonly printing: DeskPrinting;
  readonly scanning: Scanning;
  readonly deskRoutes: readonly DeskRoute[];
  readonly makePdf: PdfMaker['make'];
};

export type RecordsNeed = {
  readonly startup: Startup;
  readonly settings: SettingsStore;
  readonly keys: DeskKeys;
  readonly grc: Grc;
  /** Who is at the desk now, and where. */
  readonly captured: () => Captured | undefined;
  readonly town: () => Town | undefined;
  readonly cacheRules: () => CacheRules;
  /** Of this desk and this GRC. */
  readonly folder: string;
};

/** Opened once the keys are; the calls of the journal are answered from here on. */
export function composeRecords({ startup, settings, keys, grc, folder, captured, town, cacheRules }: RecordsNeed): Records {
  const journal = openJournal({
    dir: join(folder, 'journal'),
    key: journalKey(keys.journal),
    composeReceipt,
    randomBytes,
    openedAtMs: Date.now(),
    failpoint,
  });
  const attachments = openAttachments({
    dir: join(folder, 'attachments'),
    key: keys.attachment,
    inspector: createInspector(startup.paths.attachmentWorker),
  });
  const pdf = createPdfMaker(startup.paths.pdfWorker, join(startup.paths.resources, 'fonts'));
  const printing = printFromJournal(journal, {
    printer: () => settings.current().printer,
    letterPrinter: () => settings.current().letterPrinter,
    acknowledgements: createAcknowledgements({ send: grc.gateway.send, captured, now: Date.now }),
    town,
    pdf,
    newId: () => uuidv7(Date.now(), randomBytes(10)),
    now: Date.now,
    failpoint,
    onJobs: (jobs) => broadcast('printing:jobs-changed', jobs),
    onPrinter: (printer) => broadcast('printing:printer-changed', printer),
  });
  settings.subscribe(printing.settingsChanged);
  const scanning = composeScanning({
    startup,
    settings,
    folder,
    key: keys.attachment,
    attachments,
    isNamed: journal.namesAttachment,
    clerk: () => captured()?.clerk,
  });
  setTimeout(() => {
    journal.keepReserve().catch((cause: unknown) => log.error('no reserve', { cause }));
  }, RESERVE_AFTER_MS).unref();
  return {
    journal,
    printing,
    scanning,
    makePdf: pdf.make,
    deskRoutes: [
      ...printingRoutes(printing),
      ...scanningRoutes(scanning),
      cacheKeyRoute(() => keys),
      cacheRulesRoute(cacheRules),
      ...journalRoutes(journal, Date.now),
      ...attachmentRoutes({
        store: attachments,
        isNamed: journal.namesAttachment,
        send: (call) => sendPiece(grc, call),
      }),
    ],
  };
}

async function sendPiece(grc: Grc, call: Parameters<SendUpload>[0]): Promise<Response> {
  if (call.method === 'PATCH') failpoint('upload:piece-leaves');
  const answer = await grc.gateway.send({ ...call, credential: 'desk' });
  if (call.method === 'PATCH') failpoint('upload:piece-answered');
  return answer;
}

/** Who, where and when of an act sealed now: from the session, never from a screen. */
export function sealContext(session: DeskSession, grc: Grc): SealContext {
  const enrolment = session.enrolment();
  return {
    captured: session.captured(),
    desk: enrolment === undefined ? undefined : { site: enrolment.site, desk: enrolment.desk, label: enrolment.label, town: enrolment.town },
    lastServer: grc.clock.last(),
    nowMs: Date.now(),
  };
}
