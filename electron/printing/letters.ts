import type { AcknowledgementProblem, AcknowledgementView, PrintJobView } from '#shared/contracts/ipc/printing.ts';
import type { Town } from '#shared/domain/desk/town.ts';
import type { Acknowledgement } from '#shared/domain/receipt/acknowledgement.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { a4Acknowledgement } from '#shared/printing/a4-acknowledgement.ts';
import { viewOfAnswer, type Acknowledgements } from './acknowledgements.ts';
import { createIppPrinter } from './ipp/ipp-printer.ts';
import type { PdfMaker } from './pdf-maker.ts';
import { viewOf, type PrintJob } from './print-job.ts';
import { createPrintQueue, type Prepared } from './print-queue.ts';

export type LettersNeed = {
  /** Latest states that the journal holds, of letters only. */
  readonly known: readonly PrintJob[];
  readonly keep: (job: PrintJob) => Promise<void>;
  readonly isVoided: (requestId: string) => boolean;
  readonly acknowledgements: Acknowledgements;
  readonly town: () => Town | undefined;
  /** Where letters are printed; null: nowhere. */
  readonly printer: () => string | null;
  readonly pdf: PdfMaker;
  readonly newId: () => string;
  readonly now: () => number;
  readonly failpoint: (name: string) => void;
  readonly onJobs: () => void;
};

/** Letters to citizens, on an A4 printer of their own queue. */
export type Letters = {
  readonly jobs: () => readonly PrintJob[];
  /** The acknowledgement of a demande just sealed: prints once the GRC has issued it, and once only. */
  readonly printOriginal: (requestId: string, number: string) => Promise<void>;
  /** Another one, asked for by a clerk; `none`: the GRC issues none. */
  readonly print: (requestId: string) => Promise<Result<PrintJobView, AcknowledgementProblem | 'none'>>;
  readonly settle: (jobId: string, answer: 'came-out' | 'print-again') => Promise<void>;
  readonly acknowledgement: (requestId: string) => Promise<Result<AcknowledgementView, AcknowledgementProblem>>;
  readonly posted: (delivery: Parameters<Acknowledgements['posted']>[0]) => Promise<Result<AcknowledgementView, AcknowledgementProblem>>;
  /** The letter as it would be printed now. */
  readonly pdfOf: (requestId: string) => Promise<Result<Uint8Array, AcknowledgementProblem | 'none'>>;
  readonly wake: () => void;
  readonly printerSet: () => void;
  readonly stop: () => void;
};

export function createLetters({ acknowledgements, town, printer, pdf, newId, now, ...ports }: LettersNeed): Letters {
  const madeAt = (): string => new Date(now()).toISOString();

  const queue = createPrintQueue(ports.known, {
    keep: ports.keep,
    isVoided: ports.isVoided,
    failpoint: ports.failpoint,
    prepare,
    transport: () => {
      const url = printer();
      return url === null ? undefined : createIppPrinter({ url });
    },
    now: madeAt,
    onJobs: ports.onJobs,
    onPrinter: () => undefined,
  });
  queue.wake();

  async function prepare({ requestId, copy }: PrintJob): Promise<Prepared> {
    const read = await acknowledgements.read(requestId);
    const from = town();
    // Recorded a moment ago, it may not have reached the GRC yet.
    if (!read.ok || from === undefined) return { later: 'awaiting-server' };
    const { acknowledgement, sha256 } = read.value;
    if (acknowledgement === null || sha256 === null) return { never: 'no-acknowledgement' };
    return { bytes: Buffer.from(await made(acknowledgement, from, copy)), textSha256: sha256 };
  }

  const made = (acknowledgement: Acknowledgement, from: Town, copy: PrintJob['copy']): Promise<Uint8Array> =>
    pdf.make(a4Acknowledgement({ acknowledgement, town: from, references: acknowledgement.references, madeAt: madeAt(), copy }));

  async function print(requestId: string): ReturnType<Letters['print']> {
    const read = await acknowledgements.read(requestId);
    if (!read.ok) return read;
    if (read.value.acknowledgement === null) return err('none');
    const mayBeOut = queue.jobs().some((job) => job.requestId === requestId && (job.state === 'printed' || job.state === 'uncertain' || job.reason === 'interrupted' || job.reason === 'no-confirmation'));
    const number = read.value.acknowledgement.references[0] ?? '';
    return ok(viewOf(await queue.add({ id: newId(), requestId, number, paper: 'acknowledgement', copy: mayBeOut ? 'duplicate' : 'original' })));
  }

  return {
    jobs: queue.jobs,
    // The job of an original has its request's id, so that a crash in between can't make it two.
    printOriginal: async (requestId, number) => {
      await queue.add({ id: requestId, requestId, number, paper: 'acknowledgement', copy: 'original' });
    },
    print,
    settle: async (jobId, answer) => {
      const job = queue.jobs().find(({ id }) => id === jobId);
      const first = await queue.settle(jobId, answer === 'came-out' ? 'printed' : 'failed');
      if (job === undefined || !first || answer === 'came-out') return;
      await queue.add({ id: newId(), requestId: job.requestId, number: job.number, paper: 'acknowledgement', copy: 'duplicate' });
    },
    acknowledgement: async (requestId) => viewed(await acknowledgements.read(requestId)),
    posted: async (delivery) => viewed(await acknowledgements.posted(delivery)),
    pdfOf: async (requestId) => {
      const read = await acknowledgements.read(requestId);
      if (!read.ok) return read;
      const from = town();
      if (read.value.acknowledgement === null || from === undefined) return err('none');
      return ok(await made(read.value.acknowledgement, from, 'original'));
    },
    wake: queue.wake,
    printerSet: queue.printerSet,
    stop: queue.stop,
  };
}

function viewed(read: Awaited<ReturnType<Acknowledgements['read']>>): Result<AcknowledgementView, AcknowledgementProblem> {
  return read.ok ? ok(viewOfAnswer(read.value)) : read;
}

