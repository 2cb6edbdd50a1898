import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Files in PEM. */
export type CertificateFiles = { readonly cert: string; readonly key: string };

/** A town hall's internal certificate authority, valid for two days. */
export type CertificateAuthority = {
  readonly cert: string;
  /** A certificate of localhost and 127.0.0.1. */
  issue(name: string): CertificateFiles;
};

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'];

/** Made by openssl, which Debian's PostgreSQL brings along. */
export function makeAuthority(folder: string, name: string): CertificateAuthority {
  const file = (base: string): string => path.join(folder, `${name}-${base}`);
  openssl(['req', '-x509', ...KEY, '-days', '2', '-subj', `/CN=${name}`, '-addext', 'basicConstraints=critical,CA:TRUE', '-keyout', file('ca.key'), '-out', file('ca.pem')]);
  return {
    cert: file('ca.pem'),
    issue: (leaf) => {
      const files = { cert: file(`${leaf}.pem`), key: file(`${leaf}.key`) };
      const request = file(`${leaf}.csr`);
      const extensions = file(`${leaf}.ext`);
      writeFileSync(extensions, 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n');
      openssl(['req', '-new', ...KEY, '-subj', '/CN=localhost', '-keyout', files.key, '-out', request]);
      openssl(['x509', '-req', '-in', request, '-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-days', '2', '-extfile', extensions, '-out', files.cert]);
      return files;
    },
  };
}

/** Puts an authority among those that a user trusts, as an IT department does on Linux (docs/admin/desk.md); `home` is theirs. */
export function trustAuthority(home: string, name: string, { cert }: CertificateAuthority): void {
  const database = path.join(home, '.pki/nssdb');
  mkdirSync(database, { recursive: true });
  run('certutil', ['-d', `sql:${database}`, '-A', '-t', 'C,,', '-n', name, '-i', cert]);
}

function openssl(args: readonly string[]): void {
  run('openssl', args);
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, [...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args[0]}: ${error?.message ?? stderr}`);
}
