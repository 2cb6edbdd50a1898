import type { PrinterSettings } from '#shared/contracts/ipc/settings.ts';
import type { PrinterView, PrintJobView, PrintReason } from '#shared/contracts/ipc/printing.ts';
import { asDuplicate } from '#shared/domain/receipt/compose-receipt.ts';
import type { Receipt, Transmission } from '#shared/domain/receipt/receipt.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { a4Receipt } from '#shared/printing/a4-receipt.ts';
import { receiptLines } from '#shared/printing/receipt-lines.ts';
import type { PdfMaker } from './pdf-maker.ts';
import { viewOf, type PrintJob } from './print-job.ts';
import { createPrintQueue } from './print-queue.ts';
import { createTcpPrinter } from './tcp-printer.ts';

export type PrintingPorts = {
  /** Latest states that the journal holds, of receipts only. */
  readonly known: readonly PrintJob[];
  readonly keep: (job: PrintJob) => Promise<void>;
  /** The receipt sealed with a demande of this desk; undefined for any other. */
  readonly receiptOf: (requestId: string) => Promise<Receipt | undefined>;
  /** Where the record stands now, as far as the journal knows. */
  readonly transmissionOf: (requestId: string) => Promise<Transmission | undefined>;
  /** True once the number was annulled: nothing that passes for a receipt is made of it any more. */
  readonly isVoided: (requestId: string) => boolean;
  readonly printer: () => PrinterSettings;
  readonly pdf: PdfMaker;
  readonly newId: () => string;
  readonly now: () => number;
  readonly failpoint: (name: string) => void;
  readonly onJobs: (jobs: readonly PrintJobView[]) => void;
  readonly onPrinter: (printer: PrinterView) => void;
};

/** `voided`: there was one, and its number was annulled. */
export type NoReceipt = { readonly code: 'unknown-request' | 'voided' };

export type Printing = {
  readonly jobs: () => readonly PrintJobView[];
  readonly printer: () => PrinterView;
  /** The original of a demande just sealed: prints once, whatever happens in between. */
  readonly printOriginal: (requestId: string, number: string) => Promise<void>;
  readonly reprint: (requestId: string) => Promise<Result<PrintJobView, NoReceipt>>;
  readonly resolve: (jobId: string, answer: 'came-out' | 'print-again') => Promise<readonly PrintJobView[]>;
  /** The A4 receipt, saying where the record stands now; a `duplicate` is marked as such. */
  readonly a4: (requestId: string, copy: Receipt['copy']) => Promise<Result<Uint8Array, NoReceipt>>;
  readonly wake: () => void;
  /** Settings changed: if they name another printer, it is told, asked and tried. */
  readonly settingsChanged: () => void;
  readonly stop: () => void;
};

export function createPrinting(ports: PrintingPorts): Printing {
  let problem: PrintReason | null = null;
  let printerTold = JSON.stringify(ports.printer());

  /** What was sealed, with where the record stands now: a paper that waited must not say what is no longer true. */
  async function receiptFor({ requestId, copy }: Pick<PrintJob, 'requestId' | 'copy'>): Promise<Receipt | undefined> {
    const receipt = await ports.receiptOf(requestId);
    if (receipt === undefined) return undefined;
    const transmission = (await ports.transmissionOf(requestId)) ?? receipt.transmission;
    return copy === 'duplicate' ? asDuplicate(receipt, transmission) : { ...receipt, transmission };
  }

  const printerView = (): PrinterView =>
    ports.printer().kind === 'none' ? { state: 'none' } : problem === null ? { state: 'ready' } : { state: 'problem', reason: problem };

  const queue = createPrintQueue(ports.known, {
    keep: ports.keep,
    prepare: async (job) => {
      const printer = ports.printer();
      const receipt = await receiptFor(job);
      if (receipt === undefined || printer.kind === 'none') throw new Error('no receipt of this request, or no printer any more');
      // Its code tables are the largest part of main: read at the first receipt, not at each start.
      const { receiptBytes } = await import('./receipt-bytes.ts');
      return { bytes: receiptBytes(receiptLines(receipt, printer.columns), printer.columns) };
    },
    transport: () => {
      const printer = ports.printer();
      return printer.kind === 'none' ? undefined : createTcpPrinter(printer);
    },
    now: () => new Date(ports.now()).toISOString(),
    onJobs: (jobs) => ports.onJobs(jobs.map(viewOf)),
    onPrinter: (reason) => {
      if (reason === problem) return;
      problem = reason;
      ports.onPrinter(printerView());
    },
    failpoint: ports.failpoint,
    isVoided: ports.isVoided,
  });
  queue.wake();

  async function standingReceipt(requestId: string, copy: Receipt['copy']): Promise<Result<Receipt, NoReceipt>> {
    if (ports.isVoided(requestId)) return err({ code: 'voided' });
    const receipt = await receiptFor({ requestId, copy });
    return receipt === undefined ? err({ code: 'unknown-request' }) : ok(receipt);
  }

  async function reprint(requestId: string): Promise<Result<PrintJobView, NoReceipt>> {
    const receipt = await standingReceipt(requestId, 'duplicate');
    if (!receipt.ok) return receipt;
    return ok(viewOf(await queue.add({ id: ports.newId(), requestId, number: receipt.value.number, paper: 'receipt', copy: 'duplicate' })));
  }

  return {
    jobs: () => queue.jobs().map(viewOf),
    printer: printerView,
    // The job of an original has its request's id, so that a crash in between can't make it two.
    printOriginal: async (requestId, number) => {
      await queue.add({ id: requestId, requestId, number, paper: 'receipt', copy: 'original' });
    },
    reprint,
    resolve: async (jobId, answer) => {
      const job = queue.jobs().find(({ id }) => id === jobId);
      const first = await queue.settle(jobId, answer === 'came-out' ? 'printed' : 'failed');
      if (job !== undefined && first && answer === 'print-again') await reprint(job.requestId);
      return queue.jobs().map(viewOf);
    },
    a4: async (requestId, copy) => {
      const receipt = await standingReceipt(requestId, copy);
      return receipt.ok ? ok(await ports.pdf.make(a4Receipt(receipt.value))) : receipt;
    },
    wake: queue.wake,
    settingsChanged: () => {
      if (JSON.stringify(ports.printer()) === printerTold) return;
      printerTold = JSON.stringify(ports.printer());
      problem = null;
      ports.onPrinter(printerView());
      queue.printerSet();
    },
    stop: queue.stop,
  };
}
