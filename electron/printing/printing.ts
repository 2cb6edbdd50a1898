import type { PrinterSettings } from '#shared/contracts/ipc/settings.ts';
import type { PrinterView, PrintJobView, PrintReason } from '#shared/contracts/ipc/printing.ts';
import type { CallResults } from '#shared/contracts/ipc/calls.ts';
import { asDuplicate } from '#shared/domain/receipt/compose-receipt.ts';
import type { Receipt, Transmission } from '#shared/domain/receipt/receipt.ts';
import { err, ok } from '#shared/lib/result.ts';
import { a4Receipt } from '#shared/printing/a4-receipt.ts';
import { receiptLines } from '#shared/printing/receipt-lines.ts';
import type { PdfMaker } from './pdf-maker.ts';
import { printJobSchema, viewOf, type PrintJob } from './print-job.ts';
import { createPrintQueue } from './print-queue.ts';
import { createTcpPrinter } from './tcp-printer.ts';

export type PrintingPorts = {
  /** Latest states that the journal holds; anything unreadable is left to it. */
  readonly known: readonly unknown[];
  readonly keep: (job: PrintJob) => Promise<void>;
  /** The receipt sealed with a demande of this desk; undefined for any other. */
  readonly receiptOf: (requestId: string) => Promise<Receipt | undefined>;
  /** Where the record stands now, as far as the journal knows. */
  readonly transmissionOf: (requestId: string) => Promise<Transmission | undefined>;
  readonly printer: () => PrinterSettings;
  readonly pdf: PdfMaker;
  readonly newId: () => string;
  readonly now: () => number;
  readonly failpoint: (name: string) => void;
  readonly onJobs: (jobs: readonly PrintJobView[]) => void;
  readonly onPrinter: (printer: PrinterView) => void;
};

export type Printing = {
  readonly jobs: () => readonly PrintJobView[];
  readonly printer: () => PrinterView;
  /** The original of a demande just sealed: prints once, whatever happens in between. */
  readonly printOriginal: (requestId: string, number: string) => Promise<void>;
  readonly reprint: (requestId: string) => Promise<CallResults['printing:reprint']>;
  readonly resolve: (jobId: string, answer: 'came-out' | 'print-again') => Promise<readonly PrintJobView[]>;
  /** The A4 receipt: the original until the record is transmitted or printed again. */
  readonly a4: (requestId: string) => Promise<Uint8Array | undefined>;
  readonly wake: () => void;
  readonly stop: () => void;
};

export function createPrinting(ports: PrintingPorts): Printing {
  let problem: PrintReason | null = null;
  const known = ports.known.flatMap((state) => {
    const job = printJobSchema.safeParse(state);
    return job.success ? [job.data] : [];
  });

  async function receiptFor(job: Pick<PrintJob, 'requestId' | 'copy'>): Promise<Receipt | undefined> {
    const receipt = await ports.receiptOf(job.requestId);
    if (receipt === undefined || job.copy === 'original') return receipt;
    return asDuplicate(receipt, (await ports.transmissionOf(job.requestId)) ?? receipt.transmission);
  }

  const printerView = (): PrinterView =>
    ports.printer().kind === 'none' ? { state: 'none' } : problem === null ? { state: 'ready' } : { state: 'problem', reason: problem };

  const queue = createPrintQueue(known, {
    keep: ports.keep,
    bytesOf: async (job) => {
      const printer = ports.printer();
      const receipt = await receiptFor(job);
      if (receipt === undefined || printer.kind === 'none') throw new Error('no receipt of this request, or no printer any more');
      // Its code tables are the largest part of main: read at the first receipt, not at each start.
      const { receiptBytes } = await import('./receipt-bytes.ts');
      return receiptBytes(receiptLines(receipt, printer.columns), printer.columns);
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
  });
  queue.wake();

  async function duplicateOf(requestId: string): Promise<PrintJob | undefined> {
    const receipt = await ports.receiptOf(requestId);
    if (receipt === undefined) return undefined;
    return queue.add({ id: ports.newId(), requestId, number: receipt.number, copy: 'duplicate' });
  }

  return {
    jobs: () => queue.jobs().map(viewOf),
    printer: printerView,
    // The job of an original has its request's id, so that a crash in between can't make it two.
    printOriginal: async (requestId, number) => {
      await queue.add({ id: requestId, requestId, number, copy: 'original' });
    },
    reprint: async (requestId) => {
      const job = await duplicateOf(requestId);
      return job === undefined ? err({ code: 'unknown-request' }) : ok(viewOf(job));
    },
    resolve: async (jobId, answer) => {
      const job = queue.jobs().find(({ id }) => id === jobId);
      const first = await queue.settle(jobId, answer === 'came-out' ? 'printed' : 'failed');
      if (job !== undefined && first && answer === 'print-again') await duplicateOf(job.requestId);
      return queue.jobs().map(viewOf);
    },
    a4: async (requestId) => {
      const receipt = await ports.receiptOf(requestId);
      return receipt === undefined ? undefined : ports.pdf.make(a4Receipt(receipt));
    },
    wake: queue.wake,
    stop: queue.stop,
  };
}
