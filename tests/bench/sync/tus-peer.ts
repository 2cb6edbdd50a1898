import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { Server as TusServer, type DataStore } from '@tus/server';
import { requirePeer } from './install-peers.ts';
import { startLine, type Line } from './line.ts';

type Upload = { start(): void };
type TusClient = { Upload: new (file: Buffer, options: object) => Upload };

/** tus-js-client to @tus/server with its own file store, each as its documentation says, over a line like ours. */
export type TusPeer = {
  readonly line: Line;
  /** Sends files of random bytes one after the other; how many never arrived, or arrived with other bytes. */
  send(count: number, byteLength: number): Promise<{ readonly failed: number; readonly corrupt: number }>;
  close(): Promise<void>;
};

export async function startTusPeer(folder: string): Promise<TusPeer> {
  const { FileStore } = requirePeer('@tus/file-store') as { FileStore: new (options: object) => DataStore };
  const { Upload } = requirePeer('tus-js-client') as TusClient;
  const tus = new TusServer({ path: '/files', datastore: new FileStore({ directory: folder }), relativeLocation: true });
  const server: Server = createServer((request, answer) => void tus.handle(request, answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const line = await startLine(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return {
    line,
    async send(count, byteLength) {
      const sent: string[] = [];
      let failed = 0;
      for (let nth = 0; nth < count; nth += 1) {
        const bytes = randomBytes(byteLength);
        const arrived = await new Promise<boolean>((resolve) => {
          new Upload(bytes, { endpoint: `${line.url}/files`, onSuccess: () => resolve(true), onError: () => resolve(false) }).start();
        });
        if (arrived) sent.push(sha256(bytes));
        else failed += 1;
      }
      const there = new Set(await Promise.all((await readdir(folder)).map(async (name) => sha256(await readFile(path.join(folder, name))))));
      return { failed, corrupt: sent.filter((hash) => !there.has(hash)).length };
    },
    async close() {
      await line.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
