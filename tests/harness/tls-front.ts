import { readFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';
import type { CertificateFiles } from './certificates.ts';

/** TLS before a server that has none, as a town's reverse proxy: its certificate can be replaced while it runs. */
export type TlsFront = {
  readonly url: string;
  /** From the next connection on; those that are open are broken, as by a restart. */
  useCertificate(files: CertificateFiles): void;
  /** How many connections got past the handshake and asked something. */
  readonly askedBy: () => number;
  close(): Promise<void>;
};

export async function startTlsFront(targetUrl: string, files: CertificateFiles): Promise<TlsFront> {
  const target = new URL(targetUrl);
  const open = new Set<net.Socket>();
  let asked = 0;
  const server = tls.createServer(read(files), (client) => {
    const upstream = net.connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.once('data', () => (asked += 1));
    client.pipe(upstream).pipe(client);
  });
  // A client that does not trust us breaks off.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the front has no port');
  const breakAll = (): void => open.forEach((socket) => socket.destroy());
  return {
    url: `https://127.0.0.1:${address.port}`,
    askedBy: () => asked,
    useCertificate: (renewed) => {
      server.setSecureContext(read(renewed));
      breakAll();
    },
    close: () => {
      breakAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function read({ cert, key }: CertificateFiles): tls.SecureContextOptions {
  return { cert: readFileSync(cert), key: readFileSync(key) };
}
