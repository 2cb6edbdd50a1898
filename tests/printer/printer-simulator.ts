import net from 'node:net';

/**
 * A receipt printer on TCP 9100 that a test can spoil. It understands what Epson documents: real-time status (DLE EOT
 * 1, 2, 4), answered at once, and the process id answer of GS ( H fn 48, given once all before it is printed.
 * Everything else is paper.
 *
 * With `paper-out`, `cover-open` or `offline`, what was received waits in the printer until the fault is mended. With
 * `late-status`, it prints nothing, its paper is low, and each status is answered one question late.
 */
export type PrinterFault = 'none' | 'paper-out' | 'cover-open' | 'offline' | 'late-status' | 'reset-midway' | 'never-reads' | 'no-process-id';

export type PrinterSimulator = {
  readonly port: number;
  /** Bytes of each job whose end was reached, in order. */
  readonly jobs: readonly Buffer[];
  /** How many times somebody connected. */
  readonly connections: () => number;
  fail(fault: PrinterFault): void;
  close(): Promise<void>;
};

const STATUS_QUERY = Buffer.from([0x10, 0x04]);
const PROCESS_ID = Buffer.from([0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30]);
const PROCESS_ID_LENGTH = PROCESS_ID.length + 4;
const MIDWAY_BYTES = 200;

const STATUS_OK: Readonly<Record<number, number>> = { 1: 0x16, 2: 0x12, 4: 0x12 };
/** Bits that say what is wrong, by the status asked for. */
const FAULTS: Readonly<Partial<Record<PrinterFault, Readonly<Record<number, number>>>>> = {
  'paper-out': { 1: 0x08, 2: 0x20, 4: 0x60 },
  'cover-open': { 1: 0x08, 2: 0x04 },
  'offline': { 1: 0x08 },
  'late-status': { 4: 0x0c },
};
const HOLDING: readonly PrinterFault[] = ['paper-out', 'cover-open', 'offline', 'late-status'];

type Connection = { readonly socket: net.Socket; received: Buffer; owed: Buffer };

export async function startPrinterSimulator(): Promise<PrinterSimulator> {
  const jobs: Buffer[] = [];
  const open = new Set<Connection>();
  let connections = 0;
  let fault: PrinterFault = 'none';

  const server = net.createServer((socket) => {
    connections += 1;
    const connection: Connection = { socket, received: Buffer.alloc(0), owed: Buffer.alloc(0) };
    open.add(connection);
    socket.on('close', () => open.delete(connection));
    socket.on('error', () => socket.destroy());
    if (fault === 'never-reads') {
      socket.pause();
      return;
    }
    socket.on('data', (chunk) => {
      connection.received = Buffer.concat([connection.received, chunk]);
      answerStatus(connection);
      if (fault === 'reset-midway' && connection.received.length > MIDWAY_BYTES) socket.resetAndDestroy();
      else printJobs(connection);
    });
  });

  /** Takes the real-time questions out of the stream; what is left is jobs. */
  function answerStatus(connection: Connection): void {
    for (;;) {
      const { received } = connection;
      const at = received.indexOf(STATUS_QUERY);
      const asked = at < 0 ? undefined : received[at + STATUS_QUERY.length];
      if (asked === undefined) return;
      connection.received = Buffer.concat([received.subarray(0, at), received.subarray(at + STATUS_QUERY.length + 1)]);
      const answer = Buffer.from([(STATUS_OK[asked] ?? 0x12) | (FAULTS[fault]?.[asked] ?? 0)]);
      const late = fault === 'late-status';
      connection.socket.write(late ? connection.owed : Buffer.concat([connection.owed, answer]));
      connection.owed = late ? answer : Buffer.alloc(0);
    }
  }

  function printJobs(connection: Connection): void {
    while (!HOLDING.includes(fault)) {
      const { received, socket } = connection;
      const end = received.indexOf(PROCESS_ID);
      if (end < 0 || end + PROCESS_ID_LENGTH > received.length) return;
      jobs.push(Buffer.from(received.subarray(0, end)));
      const id = received.subarray(end + PROCESS_ID.length, end + PROCESS_ID_LENGTH);
      if (fault !== 'no-process-id') socket.write(Buffer.concat([Buffer.from([0x37, 0x22]), id, Buffer.from([0])]));
      connection.received = received.subarray(end + PROCESS_ID_LENGTH);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the simulator has no port');
  return {
    port: address.port,
    jobs,
    connections: () => connections,
    fail(next) {
      fault = next;
      for (const connection of open) printJobs(connection);
    },
    close() {
      for (const { socket } of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
