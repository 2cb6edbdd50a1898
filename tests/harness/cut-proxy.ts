import net from 'node:net';

/** A TCP relay before a server that a test can cut like a cable, and mend again. */
export type CutProxy = {
  readonly url: string;
  /** Breaks every connection and refuses new ones at once. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
};

export async function startCutProxy(targetUrl: string): Promise<CutProxy> {
  const target = new URL(targetUrl);
  const open = new Set<net.Socket>();
  let connected = true;

  const server = net.createServer((client) => {
    if (!connected) {
      client.destroy();
      return;
    }
    const upstream = net.connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
      socket.on('error', () => socket.destroy());
    }
    client.pipe(upstream).pipe(client);
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('proxy has no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    cut() {
      connected = false;
      for (const socket of open) socket.destroy();
    },
    mend() {
      connected = true;
    },
    close() {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
