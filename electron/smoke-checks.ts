import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { net } from 'electron';
import { createInspector } from './attachments/inspector.ts';
import { openJournal } from './journal/journal.ts';
import { journalKey } from './journal/record-codec.ts';
import { createPageMaker } from './scanning/sheets/page-maker.ts';
import { createPdfMaker } from './printing/pdf-maker.ts';
import { createEmbeddedHost } from './session/embedded-host.ts';
import type { Startup } from './start-context.ts';

const NOW = Date.UTC(2026, 0, 5, 9);

/** Writes to a journal of its own, closes it, and reads the same back. */
export async function journalHolds(_startup: Startup, folder: string): Promise<void> {
  const options = {
    dir: join(folder, 'journal'),
    key: journalKey(new Uint8Array(32).fill(1)),
    composeReceipt: () => {
      throw new Error('nothing is recorded here');
    },
    randomBytes,
    openedAtMs: NOW,
    reserveBytes: 0,
  };
  const journal = openJournal(options);
  await journal.keepPrintState({ id: 'smoke' }, NOW);
  await journal.close();
  const again = openJournal(options);
  await again.close();
  if (again.printStates()[0]?.id !== 'smoke') throw new Error('the journal lost what it was given');
}

/** A page with every accent of a receipt, made by the worker with the fonts that were installed. */
export async function paperIsMade(startup: Startup): Promise<void> {
  const maker = createPdfMaker(startup.paths.pdfWorker, join(startup.paths.resources, 'fonts'));
  const pdf = await maker.make({
    info: { title: 'Essai', creationDate: new Date(NOW).toISOString() },
    defaultStyle: { font: 'SourceSans3' },
    content: ['Œuvre, L’HAŸ, é à ç ù €'],
  });
  maker.close();
  if (Buffer.from(pdf.subarray(0, 5)).toString() !== '%PDF-') throw new Error('the worker made no PDF');
}

export async function filesAreInspected(startup: Startup): Promise<void> {
  const inspector = createInspector(startup.paths.attachmentWorker);
  const answer = await inspector.inspect(new TextEncoder().encode('not a picture'), 'image/png');
  inspector.close();
  if (answer.ok || answer.refusal !== 'disguised') throw new Error('the worker took a text for a picture');
}

/** A scanned page goes through every codec that was installed, and comes out as a PDF. */
export async function pagesAreRead(startup: Startup): Promise<void> {
  const maker = createPageMaker(startup.paths.pageWorker, startup.paths.codecs);
  const sheet = { format: 'pnm', bytes: Buffer.from(`P5\n80 100\n255\n${'x'.repeat(8000)}`, 'latin1'), resolution: 100 } as const;
  const pdf = await maker.compose([{ sheetId: 'smoke', sheet: async () => sheet, index: 0, treatment: { skew: 1, straight: true, turn: 90 } }], NOW, () => undefined);
  const looked = await maker.look({ format: 'application/pdf', bytes: pdf, resolution: null });
  maker.close();
  if (!looked.ok || looked.value.length !== 1) throw new Error('the page did not come back');
}

/** The embedded GRC starts in its own process, on an empty folder, and answers its parent only. */
export async function embeddedGrcAnswers(startup: Startup, folder: string): Promise<void> {
  const host = createEmbeddedHost({ entry: startup.paths.embeddedGrc, dataFolder: join(folder, 'grc'), demo: true, townFile: undefined, whenIdle: Promise.resolve() });
  host.start();
  if ((await host.enrolmentCode()) === undefined) throw new Error('the GRC did not start');
  const target = host.target();
  if (target === undefined) throw new Error('the GRC has no address');
  const ask = (headers: Record<string, string>): Promise<Response> => net.fetch(`${target.baseUrl}/healthz`, { headers });
  const [ours, foreign] = [await ask({ 'x-plainpied-launch': target.launchSecret }), await ask({})];
  await host.stop();
  if (ours.status !== 200 || foreign.status !== 403) throw new Error(`the GRC answered ${ours.status} and ${foreign.status}`);
}
