import { connect, type Socket } from 'node:net';
import type { PrintReason } from '#shared/contracts/ipc/printing.ts';
import { processIdCommand, readAnswers, STATUS_ANSWERS, STATUS_QUERIES, statusProblem } from './printer-status.ts';

/** `unknown`: some bytes may be on paper. Only `not-sent` may be tried again by itself. */
export type PrintOutcome =
  | { readonly outcome: 'printed' }
  | { readonly outcome: 'not-sent'; readonly reason: PrintReason }
  | { readonly outcome: 'withdrawn' }
  | { readonly outcome: 'unknown'; readonly reason: PrintReason };

export type PrinterTransport = {
  /**
   * Sends a whole job. `beforeFirstByte` ends before anything of it leaves this computer; when it answers false,
   * nothing does and the job is `withdrawn`.
   */
  readonly print: (bytes: Buffer, processId: string, beforeFirstByte: () => Promise<boolean>) => Promise<PrintOutcome>;
  /** What is in the way, asked of the printer; null when ready. */
  readonly probe: () => Promise<PrintReason | null>;
};

export type TcpPrinterOptions = {
  readonly host: string;
  readonly port: number;
  readonly connectMs?: number;
  readonly statusMs?: number;
  /** How long paper may stay out, or the printer silent, before the end of a job is called unknown. */
  readonly confirmMs?: number;
  readonly pollMs?: number;
};

/** A printer on TCP 9100 that is asked before and after, since a write that succeeds proves nothing. */
export function createTcpPrinter(options: TcpPrinterOptions): PrinterTransport {
  const { connectMs = 3000, statusMs = 2000, confirmMs = 20_000, pollMs = 500 } = options;
  return {
    probe: () => withLine(options, connectMs, 'unreachable' as PrintReason | null, (line) => line.status(statusMs)),
    print: (bytes, processId, beforeFirstByte) =>
      withLine<PrintOutcome>(options, connectMs, { outcome: 'not-sent', reason: 'unreachable' }, async (line) => {
        const problem = await line.status(statusMs);
        if (problem !== null) return { outcome: 'not-sent', reason: problem };
        if (!(await beforeFirstByte())) return { outcome: 'withdrawn' };
        line.send(Buffer.concat([bytes, processIdCommand(processId)]));
        const deadline = Date.now() + confirmMs;
        let reason: PrintReason = 'no-confirmation';
        while (!line.closed() && Date.now() < deadline) {
          if (await line.confirmed(processId, pollMs)) return { outcome: 'printed' };
          const problem = line.closed() ? null : await line.status(pollMs);
          if (line.has(processId)) return { outcome: 'printed' };
          reason = problem === null || problem === 'unreachable' ? 'no-confirmation' : problem;
        }
        return line.has(processId) ? { outcome: 'printed' } : { outcome: 'unknown', reason };
      }),
  };
}

type Line = {
  readonly send: (bytes: Buffer) => void;
  readonly closed: () => boolean;
  readonly has: (processId: string) => boolean;
  readonly confirmed: (processId: string, withinMs: number) => Promise<boolean>;
  readonly status: (withinMs: number) => Promise<PrintReason | null>;
};

async function withLine<Value>(
  { host, port }: TcpPrinterOptions,
  connectMs: number,
  unreachable: Value,
  use: (line: Line) => Promise<Value>,
): Promise<Value> {
  const socket = await open(host, port, connectMs);
  if (socket === undefined) return unreachable;
  try {
    return await use(lineOver(socket));
  } finally {
    socket.destroy();
  }
}

function open(host: string, port: number, withinMs: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const settle = (value: Socket | undefined): void => {
      clearTimeout(timer);
      if (value === undefined) socket.destroy();
      resolve(value);
    };
    const timer = setTimeout(() => settle(undefined), withinMs);
    socket.once('connect', () => settle(socket));
    // Stays for the life of the socket: a late error must not become an uncaught exception.
    socket.on('error', () => settle(undefined));
  });
}

function lineOver(socket: Socket): Line {
  let received = Buffer.alloc(0);
  let asked = 0;
  let closed = false;
  let wake: () => void = () => undefined;
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    wake();
  });
  socket.on('close', () => {
    closed = true;
    wake();
  });
  socket.on('end', () => socket.destroy());
  const until = async (met: () => boolean, withinMs: number): Promise<boolean> => {
    const deadline = Date.now() + withinMs;
    while (!met() && !closed && Date.now() < deadline) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(1, deadline - Date.now()));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return met();
  };
  const has = (processId: string): boolean => readAnswers(received).ids.includes(processId);
  return {
    send: (bytes) => socket.write(bytes),
    closed: () => closed,
    has,
    confirmed: (processId, withinMs) => until(() => has(processId), withinMs),
    status: async (withinMs) => {
      // Answers come in the order of the questions and don't say which they answer: a late one is not of this question.
      const first = asked;
      asked += STATUS_ANSWERS;
      const answers = (): readonly number[] => readAnswers(received).statuses.slice(first, first + STATUS_ANSWERS);
      socket.write(STATUS_QUERIES);
      const answered = await until(() => answers().length === STATUS_ANSWERS, withinMs);
      return answered ? statusProblem(Uint8Array.from(answers())) : 'unreachable';
    },
  };
}
