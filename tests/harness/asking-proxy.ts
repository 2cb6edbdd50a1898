import http from 'node:http';
import net from 'node:net';
import type { Duplex } from 'node:stream';

/** A town's proxy for https, which can begin to ask who one is. */
export type AskingProxy = {
  readonly address: string;
  /** From now on 407 to everybody; what goes through is cut. */
  ask(): void;
  letThrough(): void;
  /** How many times it asked. */
  readonly asked: () => number;
  close(): Promise<void>;
};

export async function startAskingProxy(): Promise<AskingProxy> {
  const open = new Set<Duplex>();
  let asking = false;
  let asked = 0;
  const server = http.createServer((_, answer) => answer.writeHead(405).end());
  server.on('connect', (request: http.IncomingMessage, client: Duplex) => {
    client.on('error', () => client.destroy());
    if (asking) {
      asked += 1;
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="mairie"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    const [host, port] = (request.url ?? '').split(':');
    const upstream = net.connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const cut = (): void => open.forEach((socket) => socket.destroy());
  return {
    address: `127.0.0.1:${address.port}`,
    asked: () => asked,
    ask: () => {
      asking = true;
      cut();
    },
    letThrough: () => (asking = false),
    close: () => {
      cut();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
