import net from 'node:net';

/** A line to a server, as slow, as broken and as forgetful as a measure asks; whoever comes through it knows only its address. */
export type Line = {
  readonly url: string;
  /** Bytes that went towards the server since the line was made. */
  readonly sent: () => number;
  /** Bytes that came back. */
  readonly received: () => number;
  /** Milliseconds by which every byte is late, each way. */
  lateBy(ms: number): void;
  /** Bytes a second towards the server; undefined: as many as come. */
  limitTo(bytesPerSecond: number | undefined): void;
  /** Breaks what is open and refuses what comes. */
  cut(): void;
  mend(): void;
  /** Of the next answers, breaks the line before each nth: the server has done the work, and nobody hears of it. 0: none. */
  loseEvery(nth: number): void;
  close(): Promise<void>;
};

const TICK_MS = 10;

export async function startLine(targetUrl: string): Promise<Line> {
  const target = new URL(targetUrl);
  const open = new Set<net.Socket>();
  let connected = true;
  let lateMs = 0;
  let rate: number | undefined;
  let allowance = 0;
  let sent = 0;
  let received = 0;
  let losing = 0;
  let answers = 0;

  let refilledAt = performance.now();
  // By the clock: on a busy machine a tick comes late, and the line would be slower than it says.
  const refill = setInterval(() => {
    const now = performance.now();
    if (rate !== undefined) allowance = Math.min(rate / 10, allowance + (rate * (now - refilledAt)) / 1000);
    refilledAt = now;
  }, TICK_MS);
  refill.unref();
  const room = async (bytes: number): Promise<void> => {
    while (rate !== undefined && allowance <= 0) await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    allowance -= bytes;
  };

  const server = net.createServer((client) => {
    if (!connected) {
      client.destroy();
      return;
    }
    const upstream = net.connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    let way = Promise.resolve();
    client.on('data', (bytes: Buffer) => {
      client.pause();
      way = way.then(async () => {
        for (let at = 0; at < bytes.length && !upstream.destroyed; at += PIECE) {
          const piece = bytes.subarray(at, at + PIECE);
          await room(piece.length);
          sent += piece.length;
          pass(upstream, piece, lateMs);
        }
        client.resume();
      });
    });
    upstream.on('data', (bytes: Buffer) => {
      if (losing > 0 && bytes.subarray(0, 5).toString('latin1') === 'HTTP/') {
        answers += 1;
        if (answers % losing === 0) {
          client.destroy();
          return;
        }
      }
      received += bytes.length;
      pass(client, bytes, lateMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as net.AddressInfo;

  return {
    url: `http://127.0.0.1:${address.port}`,
    sent: () => sent,
    received: () => received,
    lateBy: (ms) => {
      lateMs = ms;
    },
    limitTo: (bytesPerSecond) => {
      rate = bytesPerSecond;
      allowance = 0;
    },
    cut: () => {
      connected = false;
      for (const socket of open) socket.destroy();
    },
    mend: () => {
      connected = true;
    },
    loseEvery: (nth) => {
      losing = nth;
      answers = 0;
    },
    close: () => {
      clearInterval(refill);
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const PIECE = 16 * 1024;

function pass(to: net.Socket, bytes: Buffer, lateMs: number): void {
  if (lateMs === 0) to.write(bytes);
  else setTimeout(() => !to.destroyed && to.write(bytes), lateMs);
}
