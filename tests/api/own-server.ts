import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startGrcServer, type GrcServer, type GrcServerOptions } from '#electron/embedded-grc/server.ts';
import { startContractProxy, type ContractProxy } from '#tests/harness/contract/contract-proxy.ts';
import type { Server } from './client.ts';

/** A server of a test's own, in the test's process: its clock and its town can be moved, and it can be started again. */
export type OwnServer = Server & {
  /** Milliseconds that the server's clock is ahead of the machine's. */
  skewMs: number;
  readonly uploadsDir: string;
  readonly restart: (setup?: Partial<GrcServerOptions['setup']>) => Promise<void>;
};

type Setup = Partial<GrcServerOptions['setup']> & Pick<GrcServerOptions, 'cacheScope'>;

/** Runs `use` with a server on storage of its own, of the kind under test; all of it is gone afterwards. */
export async function withOwnServer(setup: Setup, use: (own: OwnServer) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-own-'));
  try {
    await withServerIn(folder, setup, use);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same, its files in a folder that the caller cares for: all of them on PGlite, uploads only on PostgreSQL. */
export async function withServerIn(folder: string, { cacheScope, ...setup }: Setup, use: (own: OwnServer) => Promise<void>): Promise<void> {
  const database = `own_${randomBytes(6).toString('hex')}`;
  const admin = process.env['GRC_DATABASE_URL'];
  const databaseUrl = admin === undefined ? undefined : new URL(`/${database}`, admin).toString();
  const own = { url: '', code: 'own-code', skewMs: 0, uploadsDir: path.join(folder, 'uploads') };
  let running: GrcServer | undefined;
  let proxy: ContractProxy | undefined;
  const restart = async (over: Partial<GrcServerOptions['setup']> = {}): Promise<void> => {
    await proxy?.close();
    await running?.close();
    running = await startGrcServer({
      storage: databaseUrl === undefined ? { folder: path.join(folder, 'sql') } : { databaseUrl },
      uploadsDir: own.uploadsDir,
      uploadsEncrypted: false,
      launchSecret: undefined,
      setup: { demo: true, enrolmentCode: own.code, codeKind: 'site', demoCitizens: 5, demoRequests: 0, ...setup, ...over },
      port: 0,
      ...(cacheScope && { cacheScope }),
      clock: () => Date.now() + own.skewMs,
      onError: (route, cause) => console.error(route, cause),
    });
    proxy = await startContractProxy(running.url);
    own.url = proxy.url;
  };
  try {
    if (admin !== undefined) await runSql(admin, `create database ${database}`);
    await restart();
    await use(Object.assign(own, { restart }));
  } finally {
    await proxy?.close();
    await running?.close();
    if (admin !== undefined) await runSql(admin, `drop database ${database} with (force)`);
  }
}

async function runSql(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
