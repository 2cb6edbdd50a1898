import { createLogger } from '#electron/diagnostics/log.ts';
import type { Journal } from '#electron/journal/journal.ts';
import { createPrinting, type Printing, type PrintingPorts } from './printing.ts';

const log = createLogger('printing');

type JournalPorts = 'known' | 'keep' | 'receiptOf' | 'transmissionOf' | 'isVoided';

/** What the journal sealed is printed once, also when the app died between the two; what it voided is not, from that moment on. */
export function printFromJournal(journal: Journal, ports: Omit<PrintingPorts, JournalPorts>): Printing {
  const printing = createPrinting({
    ...ports,
    known: journal.printStates(),
    keep: (job) => journal.keepPrintState(job, ports.now()),
    receiptOf: async (requestId) => (await journal.sealedByRequest(requestId))?.receipt ?? undefined,
    transmissionOf: async (requestId) => {
      const sealed = await journal.sealedByRequest(requestId);
      const ack = sealed && journal.acknowledgementOf(sealed.intent.opId);
      return ack?.ack.outcome === 'accepted' ? { state: 'transmitted', at: ack.at, grcNumber: ack.ack.grcNumber } : undefined;
    },
    isVoided: journal.isVoided,
  });
  const print = (requestId: string, number: string): void => {
    printing.printOriginal(requestId, number).catch((cause: unknown) => log.error('receipt not queued', { cause }));
  };
  journal.onSealed(({ intent, receipt }) => {
    if (intent.kind === 'visit' && intent.receipt === 'print' && receipt !== null) print(intent.request.id, receipt.number);
    if (intent.kind === 'void') printing.wake();
  });
  // Sealed, and killed before its paper was asked for: asked for now, once.
  journal.toPrint().then(
    (sealed) => {
      for (const { intent, receipt } of sealed) if (intent.kind === 'visit' && receipt !== null) print(intent.request.id, receipt.number);
    },
    (cause: unknown) => log.error('receipts of the last start not read', { cause }),
  );
  return printing;
}
