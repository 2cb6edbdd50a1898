import { copyFileSync, readFileSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { makeAuthority } from '#tests/harness/certificates.ts';
import { ownStorage } from './own-process.ts';

const storage = await ownStorage();
afterAll(storage.remove);

/** The status, and the serial of the certificate that was shown; rejects when it is not trusted. */
function ask(url: string, ca: string): Promise<{ readonly status: number | undefined; readonly serial: string }> {
  return new Promise((resolve, reject) => {
    https.get(`${url}/healthz`, { ca: readFileSync(ca), agent: false }, (answer) => {
      const serial = answer.socket instanceof TLSSocket ? answer.socket.getPeerCertificate().serialNumber : '';
      answer.resume().once('end', () => resolve({ status: answer.statusCode, serial }));
    }).once('error', reject);
  });
}

test('it serves TLS with the given certificate, takes a renewed one without a stop, and keeps the old one when the new is none', async () => {
  const authority = makeAuthority(storage.dataDir, 'mairie');
  const used = { cert: path.join(storage.dataDir, 'grc.pem'), key: path.join(storage.dataDir, 'grc.key') };
  const install = ({ cert, key }: { readonly cert: string; readonly key: string }): void => {
    copyFileSync(cert, used.cert);
    copyFileSync(key, used.key);
  };
  install(authority.issue('first'));
  const grc = await storage.start(['--tls-cert', used.cert, '--tls-key', used.key]);
  expect(new URL(grc.url).protocol).toBe('https:');
  const before = await ask(grc.url, authority.cert);

  install(authority.issue('second'));
  grc.child.kill('SIGHUP');
  await expect.poll(() => grc.said()).toContain('"certificate-renewed"');
  const after = await ask(grc.url, authority.cert);
  expect([before.status, after.status, before.serial === after.serial]).toEqual([200, 200, false]);

  install({ cert: authority.cert, key: used.cert });
  grc.child.kill('SIGHUP');
  await expect.poll(() => grc.said()).toContain('"certificate-refused"');
  expect(await ask(grc.url, authority.cert)).toEqual(after);

  await expect(ask(grc.url, makeAuthority(storage.dataDir, 'other').cert)).rejects.toThrow('certificate');
  await expect(fetch(grc.url.replace('https', 'http'))).rejects.toThrow();
});
