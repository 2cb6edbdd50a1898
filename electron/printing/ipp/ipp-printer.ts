import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { PrintReason } from '#shared/contracts/ipc/printing.ts';
import type { PrinterTransport, PrintOutcome } from '../tcp-printer.ts';
import { ippRequest, OPERATIONS, readIppAnswer, type IppAnswer, type IppAttribute } from './ipp-message.ts';

export type IppPrinterOptions = {
  /** `ipp://host[:631]/path` or `ipps://…`, as the printer or the print server says it. */
  readonly url: string;
  readonly answerMs?: number;
  /** How long the paper may take, or stay out, before the end of a job is called unknown. */
  readonly confirmMs?: number;
  readonly pollMs?: number;
};

/** Of the job's states (RFC 8011, 5.3.7): what has begun to print, and what is over. */
const JOB = { pending: 3, held: 4, canceled: 7, aborted: 8, completed: 9 } as const;
const PRINTER_STOPPED = 5;
const PDF = 'application/pdf';

/** An office printer or a print server that takes PDF over IPP: it says itself when the paper is out, and when a job is done. */
export function createIppPrinter({ url, answerMs = 10_000, confirmMs = 60_000, pollMs = 500 }: IppPrinterOptions): PrinterTransport {
  const us: readonly IppAttribute[] = [['uri', 'printer-uri', url], ['name', 'requesting-user-name', 'plainpied']];
  const ask = (operation: number, attributes: readonly IppAttribute[], more: readonly IppAttribute[] = [], document?: Uint8Array): Promise<IppAnswer | undefined> =>
    post(url, ippRequest(operation, [...us, ...attributes], more, document), answerMs);

  async function probe(): Promise<PrintReason | null> {
    const answer = await ask(OPERATIONS.printer, []);
    return answer === undefined || answer.status >= 0x0100 ? 'unreachable' : problemOf(answer);
  }

  /** Follows a job that the printer has taken, to its end or to the end of patience. */
  async function follow(jobId: number): Promise<PrintOutcome> {
    const named: readonly IppAttribute[] = [['integer', 'job-id', jobId]];
    const deadline = Date.now() + confirmMs;
    let begun = false;
    while (Date.now() < deadline) {
      const state = (await ask(OPERATIONS.job, named))?.attributes.get('job-state')?.[0];
      if (state === JOB.completed) return { outcome: 'printed' };
      if (state === JOB.canceled || state === JOB.aborted) return { outcome: 'unknown', reason: 'no-confirmation' };
      begun ||= state !== undefined && state !== JOB.pending && state !== JOB.held;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    const reason = (await probe()) ?? 'no-confirmation';
    // Left there it would come out by itself one day, beside the one that is tried again.
    const canceled = await ask(OPERATIONS.cancel, named);
    return !begun && canceled !== undefined && canceled.status < 0x0100 ? { outcome: 'not-sent', reason } : { outcome: 'unknown', reason };
  }

  return {
    probe,
    print: async (bytes, processId, beforeFirstByte) => {
      const problem = await probe();
      if (problem !== null) return { outcome: 'not-sent', reason: problem };
      if (!(await beforeFirstByte())) return { outcome: 'withdrawn' };
      const taken = await ask(OPERATIONS.print, [['name', 'job-name', `Plainpied ${processId}`], ['mediaType', 'document-format', PDF]], [['keyword', 'media', 'iso_a4_210x297mm']], bytes);
      if (taken === undefined) return { outcome: 'unknown', reason: 'no-confirmation' };
      const jobId = taken.attributes.get('job-id')?.[0];
      // Refused: nothing was printed.
      if (taken.status >= 0x0100 || typeof jobId !== 'number') return { outcome: 'not-sent', reason: 'offline' };
      return follow(jobId);
    },
  };
}

function problemOf({ attributes }: IppAnswer): PrintReason | null {
  const reasons = (attributes.get('printer-state-reasons') ?? []).map(String);
  const says = (...words: readonly string[]): boolean => reasons.some((reason) => words.some((word) => reason.startsWith(word)));
  if (says('media-empty', 'media-needed', 'input-tray-missing')) return 'paper-out';
  if (says('cover-open', 'door-open', 'interlock-open')) return 'cover-open';
  const accepts = attributes.get('printer-is-accepting-jobs')?.[0];
  const isOff = typeof accepts === 'string' && accepts.length === 1 && accepts.charCodeAt(0) === 0;
  if (attributes.get('printer-state')?.[0] === PRINTER_STOPPED || isOff) return 'offline';
  const formats = attributes.get('document-format-supported') ?? [];
  return formats.length === 0 || formats.includes(PDF) ? null : 'no-pdf';
}

/** Undefined when nothing that can be read came back in time. */
function post(address: string, body: Buffer, withinMs: number): Promise<IppAnswer | undefined> {
  const isSafe = /^(ipps|https):/.test(address);
  const url = new URL(address.replace(/^ipp/, 'http'));
  // The default port of ipp and ipps; a plain web address keeps its own.
  if (url.port === '' && /^ipp/.test(address)) url.port = '631';
  return new Promise((resolve) => {
    const settle = (answer: IppAnswer | undefined): void => {
      clearTimeout(timer);
      call.destroy();
      resolve(answer);
    };
    const call = (isSafe ? overHttps : overHttp)(url, { method: 'POST', headers: { 'content-type': 'application/ipp', 'content-length': body.length } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', () => settle(undefined));
      answer.on('end', () => settle(answer.statusCode === 200 ? readIppAnswer(Buffer.concat(chunks)) : undefined));
    });
    const timer = setTimeout(() => settle(undefined), withinMs);
    call.on('error', () => settle(undefined));
    call.end(body);
  });
}
