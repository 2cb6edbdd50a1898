import type { PrintReason } from '#shared/contracts/ipc/printing.ts';
import { createLogger } from '#electron/diagnostics/log.ts';
import type { PrintJob } from './print-job.ts';
import type { PrinterTransport } from './tcp-printer.ts';

const log = createLogger('print-queue');
const RETRY_FIRST_MS = 1000;
const RETRY_MOST_MS = 30_000;

/** Its bytes; or it can't be made yet and lets the others pass; or there will never be any. */
export type Prepared =
  | { readonly bytes: Buffer; readonly textSha256?: string }
  | { readonly later: PrintReason }
  | { readonly never: PrintReason };

export type PrintQueueOptions = {
  /** Resolves once the state is on the disk. */
  readonly keep: (job: PrintJob) => Promise<void>;
  /** What a job sends. Rejects when it can't be made: the job fails, the next goes on. */
  readonly prepare: (job: PrintJob) => Promise<Prepared>;
  /** True once the number was annulled: its paper may not leave any more. Asked until the first byte. */
  readonly isVoided: (requestId: string) => boolean;
  /** Read for each job; undefined while no printer is set. */
  readonly transport: () => PrinterTransport | undefined;
  readonly now: () => string;
  readonly onJobs: (jobs: readonly PrintJob[]) => void;
  readonly onPrinter: (problem: PrintReason | null) => void;
  readonly failpoint: (name: string) => void;
  readonly retryFirstMs?: number;
};

export type PrintQueue = {
  readonly jobs: () => readonly PrintJob[];
  /** Adds a job, or does nothing when its id is known. Resolves when it is on the disk. */
  readonly add: (job: Pick<PrintJob, 'id' | 'requestId' | 'number' | 'paper' | 'copy'>) => Promise<PrintJob>;
  /** The clerk's answer about an uncertain job; true for the first answer only. */
  readonly settle: (id: string, state: 'printed' | 'failed') => Promise<boolean>;
  /** Looks at the waiting jobs now: a number was annulled. */
  readonly wake: () => void;
  /** Another printer, or none: the waiting jobs are tried, or the printer is asked how it is. */
  readonly printerSet: () => void;
  /** Resolves when nothing is being sent. */
  readonly idle: () => Promise<void>;
  readonly stop: () => void;
};

/** One worker, one printer, jobs in order. `known` are the latest states that the journal holds. */
export function createPrintQueue(known: readonly PrintJob[], options: PrintQueueOptions): PrintQueue {
  const jobs = new Map(known.map((job) => [job.id, job]));
  const adding = new Map<string, Promise<PrintJob>>();
  const settling = new Set<string>();
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let retryMs = options.retryFirstMs ?? RETRY_FIRST_MS;
  let printerAsked = false;
  let stopped = false;

  async function move(job: PrintJob, state: PrintJob['state'], reason: PrintReason | null): Promise<PrintJob> {
    const moved: PrintJob = { ...job, state, reason, at: options.now() };
    await options.keep(moved);
    jobs.set(moved.id, moved);
    options.onJobs([...jobs.values()]);
    return moved;
  }

  /** `done`: the next job may be tried at once. `postponed`: so may it, and this one later. `stuck`: the printer has a problem. */
  async function printOne(job: PrintJob): Promise<'done' | 'postponed' | 'stuck'> {
    const transport = options.transport();
    if (transport === undefined) {
      await move(job, 'failed', 'no-printer');
      return 'done';
    }
    const prepared = await options.prepare(job).catch((cause: unknown): Prepared => {
      log.error('job without bytes', { job: job.id, cause });
      return { never: 'unreadable' };
    });
    if ('never' in prepared) {
      await move(job, 'failed', prepared.never);
      return 'done';
    }
    if ('later' in prepared) {
      if (job.reason !== prepared.later) await move(job, 'queued', prepared.later);
      return 'postponed';
    }
    const { bytes, textSha256 } = prepared;
    let current = job;
    const answer = await transport.print(bytes, processIdOf(job.id), async () => {
      current = await move(textSha256 === undefined ? job : { ...job, textSha256 }, 'sending', null);
      options.failpoint('print: sending');
      return !options.isVoided(job.requestId);
    });
    switch (answer.outcome) {
      case 'printed':
        printerAsked = true;
        options.onPrinter(null);
        await move(current, 'printed', null);
        return 'done';
      case 'withdrawn':
        await move(current, 'failed', 'voided');
        return 'done';
      case 'unknown':
        log.warn('job uncertain', { job: job.id, reason: answer.reason });
        await move(current, 'uncertain', answer.reason);
        options.onPrinter(answer.reason);
        printerAsked = false;
        return 'done';
      case 'not-sent':
        // It may be noted as leaving by then.
        if (current !== job || job.reason !== answer.reason) await move(job, 'queued', answer.reason);
        options.onPrinter(answer.reason);
        printerAsked = false;
        return 'stuck';
    }
  }

  /** What needs no printer to be told. Nothing is being sent here: what is kept as `sending` was cut short by a crash or a full disk. */
  async function tellWhatWontPrint(): Promise<void> {
    for (const job of [...jobs.values()]) {
      if (job.state === 'sending') await move(job, 'uncertain', 'interrupted');
      if (job.state === 'queued' && options.isVoided(job.requestId)) await move(job, 'failed', 'voided');
    }
  }

  /** With nothing to print: here too, since a printer takes one connection at a time. Asked again while it has a problem. */
  async function askPrinter(): Promise<void> {
    if (printerAsked) return;
    printerAsked = true;
    const problem = (await options.transport()?.probe()) ?? null;
    // Another printer was set meanwhile: this answer is not its.
    if (!printerAsked) return;
    options.onPrinter(problem);
    if (problem === null) return;
    printerAsked = false;
    wakeIn(RETRY_MOST_MS);
  }

  async function run(): Promise<void> {
    const postponed = new Set<string>();
    for (;;) {
      await tellWhatWontPrint();
      const next = [...jobs.values()].find((job) => job.state === 'queued' && !postponed.has(job.id));
      if (stopped) return;
      const came = next === undefined ? undefined : await printOne(next);
      if (came === 'done') retryMs = options.retryFirstMs ?? RETRY_FIRST_MS;
      else if (came === 'postponed') postponed.add(next?.id ?? '');
      else if (came === 'stuck' || postponed.size > 0) return retry();
      else return askPrinter();
    }
  }

  function retry(): void {
    wakeIn(retryMs);
    retryMs = Math.min(retryMs * 2, RETRY_MOST_MS);
  }

  function wakeIn(ms: number): void {
    if (!stopped) timer = setTimeout(wake, ms);
  }

  function wake(): void {
    clearTimeout(timer);
    timer = undefined;
    if (running !== undefined || stopped) return;
    running = run()
      .catch((cause: unknown) => {
        // The disk refused a state: nothing was sent, or the job is uncertain from the next try on.
        log.error('print queue stopped on a fault', { cause });
        wakeIn(RETRY_MOST_MS);
      })
      .finally(() => {
        running = undefined;
        // A job added, or a printer set, while the last look ended would otherwise wait for the next.
        if (timer === undefined && (!printerAsked || [...jobs.values()].some((job) => job.state === 'queued'))) wake();
      });
  }

  return {
    jobs: () => [...jobs.values()],
    add: async (job) => {
      const held = jobs.get(job.id) ?? adding.get(job.id);
      if (held !== undefined) return held;
      const added = move({ ...job, state: 'queued', reason: null, at: options.now() }, 'queued', null).finally(() => adding.delete(job.id));
      adding.set(job.id, added);
      await added;
      wake();
      return added;
    },
    settle: async (id, state) => {
      const job = jobs.get(id);
      if (job?.state !== 'uncertain' || settling.has(id)) return false;
      settling.add(id);
      await move(job, state, null).finally(() => settling.delete(id));
      return true;
    },
    wake,
    printerSet: () => {
      printerAsked = false;
      retryMs = options.retryFirstMs ?? RETRY_FIRST_MS;
      wake();
    },
    idle: async () => {
      while (running !== undefined) await running;
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Four characters of the job's random part: enough to tell one job of a connection from another. */
function processIdOf(id: string): string {
  return id.slice(-4).toUpperCase();
}
