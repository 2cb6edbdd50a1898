import net from 'node:net';

/**
 * A receipt printer on TCP 9100 that a test can spoil. It understands what Epson documents: real-time status (DLE EOT
 * 1, 2, 4) and the process id answer of GS ( H fn 48. Everything else is paper.
 */
export type PrinterFault = 'none' | 'paper-out' | 'cover-open' | 'reset-midway' | 'never-reads' | 'no-process-id';

export type PrinterSimulator = {
  readonly port: number;
  /** Bytes of each job whose end was reached, in order. */
  readonly jobs: readonly Buffer[];
  fail(fault: PrinterFault): void;
  close(): Promise<void>;
};

const STATUS_OK: Readonly<Record<number, number>> = { 1: 0x16, 2: 0x12, 4: 0x12 };
/** Bits that say what is wrong, by the status asked for. */
const FAULTS: Readonly<Partial<Record<PrinterFault, Readonly<Record<number, number>>>>> = {
  'paper-out': { 1: 0x08, 2: 0x20, 4: 0x60 },
  'cover-open': { 1: 0x08, 2: 0x04, 4: 0 },
};

export async function startPrinterSimulator(): Promise<PrinterSimulator> {
  const jobs: Buffer[] = [];
  const sockets = new Set<net.Socket>();
  let fault: PrinterFault = 'none';

  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    if (fault === 'never-reads') {
      socket.pause();
      return;
    }
    let held: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      held = Buffer.concat([held, chunk]);
      held = consume(held, socket);
    });
  });

  /** Takes the commands that end a job or ask for an answer out of the stream; what is left is the job so far. */
  function consume(bytes: Buffer, socket: net.Socket): Buffer {
    let paper = bytes;
    for (;;) {
      const status = paper.indexOf(Buffer.from([0x10, 0x04]));
      if (status >= 0 && status + 2 < paper.length) {
        const asked = paper[status + 2] ?? 0;
        socket.write(Buffer.from([(STATUS_OK[asked] ?? 0x12) | (FAULTS[fault]?.[asked] ?? 0)]));
        paper = Buffer.concat([paper.subarray(0, status), paper.subarray(status + 3)]);
        continue;
      }
      if (fault === 'reset-midway' && paper.length > 200) {
        socket.resetAndDestroy();
        return Buffer.alloc(0);
      }
      const end = paper.indexOf(Buffer.from([0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30]));
      if (end < 0 || end + 11 > paper.length) return paper;
      jobs.push(Buffer.from(paper.subarray(0, end)));
      if (fault !== 'no-process-id') socket.write(Buffer.concat([Buffer.from([0x37, 0x22]), paper.subarray(end + 7, end + 11), Buffer.from([0])]));
      paper = paper.subarray(end + 11);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the simulator has no port');
  return {
    port: address.port,
    jobs,
    fail(next) {
      fault = next;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
