import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'vite';
import { CORPUS } from './sample-images.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp',
};

/** Bundles the bench's page and worker into the folder and serves them on loopback, with the images of the corpus. */
export async function serveBench(folder: string): Promise<{ readonly url: string; close(): void }> {
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    worker: { format: 'es' },
    build: { target: 'chrome114', outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 5000, reportCompressedSize: false },
  });
  const server = createServer((request, answer) => {
    const asked = decodeURIComponent(new URL(request.url ?? '/', 'http://bench').pathname);
    const file = asked.startsWith('/corpus/') ? path.join(CORPUS, asked.slice('/corpus/'.length)) : path.join(folder, asked === '/' ? 'index.html' : asked);
    readFile(file).then(
      (bytes) => answer.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' }).end(bytes),
      () => answer.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}
