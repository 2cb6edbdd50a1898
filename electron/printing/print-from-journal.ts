import type { PrintJobView } from '#shared/contracts/ipc/printing.ts';
import { createLogger } from '#electron/diagnostics/log.ts';
import type { Journal } from '#electron/journal/journal.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';
import { createLetters, type Letters, type LettersNeed } from './letters.ts';
import { printJobSchema, viewOf, type PrintJob } from './print-job.ts';
import { createPrinting, type Printing, type PrintingPorts } from './printing.ts';

const log = createLogger('printing');

type FromJournal = 'known' | 'keep' | 'isVoided' | 'onJobs';
type Needs = Omit<PrintingPorts, FromJournal | 'receiptOf' | 'transmissionOf' | 'printer'> &
  Pick<LettersNeed, 'acknowledgements' | 'town'> & {
    readonly printer: PrintingPorts['printer'];
    readonly letterPrinter: LettersNeed['printer'];
    readonly onJobs: (jobs: readonly PrintJobView[]) => void;
  };

/** Tickets and letters, each with its queue. */
export type DeskPrinting = Printing & { readonly letters: Letters };

/** What the journal sealed is printed once, also when the app died between the two; what it voided is not, from that moment on. */
export function printFromJournal(journal: Journal, needs: Needs): DeskPrinting {
  // Anything unreadable is left to the journal.
  const known = journal.printStates().flatMap((state) => printJobSchema.safeParse(state).data ?? []);
  const jobsOf = (paper: PrintJob['paper']): readonly PrintJob[] => known.filter((job) => job.paper === paper);
  const shared = { ...needs, keep: (job: PrintJob) => journal.keepPrintState(job, needs.now()), isVoided: journal.isVoided };
  const allJobs = (): readonly PrintJobView[] => [...receipts.jobs(), ...letters.jobs().map(viewOf)];
  const tell = (): void => needs.onJobs(allJobs());
  const letters = createLetters({ ...shared, known: jobsOf('acknowledgement'), printer: needs.letterPrinter, onJobs: tell });
  const receipts = createPrinting({
    ...shared,
    known: jobsOf('receipt'),
    onJobs: tell,
    receiptOf: async (requestId) => (await journal.sealedByRequest(requestId))?.receipt ?? undefined,
    transmissionOf: async (requestId) => {
      const sealed = await journal.sealedByRequest(requestId);
      const ack = sealed && journal.acknowledgementOf(sealed.intent.opId);
      return ack?.ack.outcome === 'accepted' ? { state: 'transmitted', at: ack.at, grcNumber: ack.ack.grcNumber } : undefined;
    },
  });

  const print = ({ intent, receipt }: SealedIntent): void => {
    if (intent.kind !== 'visit' || intent.receipt !== 'print' || receipt === null) return;
    // Who wrote a letter is not there to take a ticket: an answer goes back by post.
    const queue = intent.request.channel === 'mail' ? letters : receipts;
    queue.printOriginal(intent.request.id, receipt.number).catch((cause: unknown) => log.error('paper not queued', { cause }));
  };
  journal.onSealed((sealed) => {
    print(sealed);
    if (sealed.intent.kind !== 'void') return;
    receipts.wake();
    letters.wake();
  });
  // Sealed, and killed before its paper was asked for: asked for now, once.
  journal.toPrint().then(
    (sealed) => sealed.forEach(print),
    (cause: unknown) => log.error('papers of the last start not read', { cause }),
  );

  return {
    ...receipts,
    letters,
    jobs: allJobs,
    resolve: async (jobId, answer) => {
      if (letters.jobs().some(({ id }) => id === jobId)) await letters.settle(jobId, answer);
      else await receipts.resolve(jobId, answer);
      return allJobs();
    },
    settingsChanged: () => {
      receipts.settingsChanged();
      letters.printerSet();
    },
    stop: () => {
      receipts.stop();
      letters.stop();
    },
  };
}
