import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ok } from '#shared/lib/result.ts';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { openAttachments } from './attachment-store.ts';
import { attachmentRoutes } from './desk-routes.ts';

const ID = '0190a000-0000-7000-8000-000000000001';
const inspector = {
  inspect: () => Promise.resolve(ok({ mediaType: 'image/png' as const, pageCount: 1, sha256: '0'.repeat(64) })),
  tiffPreview: () => Promise.resolve(undefined),
  close: () => undefined,
};

/** A desk with one file, what then happens to its folder, and what the worker is told when it wants to send it. */
async function stepAfter(harm: (dir: string) => void): Promise<unknown> {
  const dir = tempFolder();
  const store = openAttachments({ dir, key: new Uint8Array(32).fill(9), inspector });
  await store.add(ID, new Uint8Array(5000), 'image/png', 'Photo');
  harm(dir);
  const routes = attachmentRoutes({ store, isNamed: () => true, send: ({ method }) => Promise.resolve(new Response(null, { status: method === 'PATCH' ? 204 : 200, headers: { 'upload-offset': method === 'PATCH' ? '5000' : '0' } })) });
  const path = `/desk/uploads/${ID}/step`;
  const route = routes.find(({ pattern }) => pattern.test(path));
  const request = new Request(`http://desk${path}`, { method: 'POST', body: JSON.stringify({ requestId: ID, citizenId: null }) });
  const match = route && path.match(route.pattern);
  if (!match) throw new Error('no such route');
  return (await route.handle(request, match)).json();
}

function largest(dir: string): string {
  const [name = ''] = readdirSync(dir).sort((a, b) => statSync(join(dir, b)).size - statSync(join(dir, a)).size);
  return join(dir, name);
}

test('a whole file is sent', async () => {
  expect(await stepAfter(() => undefined)).toEqual({ phase: 'verified' });
});

test('a file that is gone or altered goes to a clerk, instead of being tried for ever', async () => {
  const flip = (file: string): void => writeFileSync(file, Buffer.from(readFileSync(file).map((byte, at) => (at === 100 ? byte ^ 1 : byte))));
  expect([
    await stepAfter((dir) => readdirSync(dir).forEach((name) => rmSync(join(dir, name)))),
    await stepAfter((dir) => rmSync(largest(dir))),
    await stepAfter((dir) => flip(largest(dir))),
    await stepAfter((dir) => readdirSync(dir).forEach((name) => flip(join(dir, name)))),
  ]).toEqual([
    { phase: 'needs-clerk', code: 'file-missing' },
    { phase: 'needs-clerk', code: 'file-altered' },
    { phase: 'needs-clerk', code: 'file-altered' },
    { phase: 'needs-clerk', code: 'file-altered' },
  ]);
});
