import { createAdaptorServer } from '@hono/node-server';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A certificate with its chain, and its key, in PEM. */
export type Certificate = { readonly cert: string; readonly key: string };

export type Listening = {
  readonly server: Server;
  readonly port: number;
  readonly url: string;
  /** New connections get this certificate; those that are open keep theirs. */
  readonly useCertificate: (certificate: Certificate) => void;
};

export type ListenOptions = {
  readonly fetch: Parameters<typeof createAdaptorServer>[0]['fetch'];
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Undefined: plain HTTP. */
  readonly certificate: Certificate | undefined;
  /** Told of the server before it takes its first call. */
  readonly onServer: (server: Server) => void;
};

/** Rejects when the address cannot be taken. */
export function listen({ fetch, host, port, certificate, onServer }: ListenOptions): Promise<Listening> {
  const server = (certificate === undefined
    ? createAdaptorServer({ fetch, createServer })
    : createAdaptorServer({ fetch, createServer: createTlsServer, serverOptions: { ...certificate, minVersion: 'TLSv1.2' } })) as Server;
  onServer(server);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const { port: taken } = server.address() as AddressInfo;
      resolve({
        server,
        port: taken,
        url: `${certificate === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${taken}`,
        useCertificate: (renewed) => (server as unknown as TlsServer).setSecureContext({ ...renewed, minVersion: 'TLSv1.2' }),
      });
    });
  });
}
