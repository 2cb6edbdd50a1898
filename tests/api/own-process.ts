import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import pg from 'pg';
import { startContractProxy, type ContractProxy } from '#tests/harness/contract/contract-proxy.ts';
import { startGrc, type RunningGrc } from '#tests/harness/grc.ts';
import type { Server } from './client.ts';

/** A server started as an administrator starts it, `npm run grc`, which a test signals, stops and starts again. */
export type OwnProcess = RunningGrc & Server & {
  /** Past the proxy that holds answers against the contract. */
  readonly direct: string;
};

/** An empty storage of the kind under test, for such servers. */
export type OwnStorage = {
  readonly dataDir: string;
  /** Undefined on PGlite. */
  readonly databaseUrl: string | undefined;
  readonly start: (args?: readonly string[], env?: NodeJS.ProcessEnv, options?: { readonly demo: boolean }) => Promise<OwnProcess>;
  /** What the tables hold; on PGlite only while no server runs on it. */
  readonly rows: (query: string) => Promise<readonly Record<string, unknown>[]>;
  readonly remove: () => Promise<void>;
};

const CLUSTER = process.env['GRC_DATABASE_URL'];
export const onPostgres = CLUSTER !== undefined;

export async function ownStorage(): Promise<OwnStorage> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'plainpied-own-grc-'));
  const name = `own_${randomBytes(6).toString('hex')}`;
  const databaseUrl = CLUSTER?.replace(/\/\w+$/, `/${name}`);
  await onCluster(`create database ${name}`);
  const running: RunningGrc[] = [];
  const proxies: ContractProxy[] = [];
  return {
    dataDir,
    databaseUrl,
    start: async (args = [], env = {}, { demo } = { demo: true }) => {
      const grc = await startGrc({ dataDir, demo, args: ['--citizens', '20', '--requests', '5', ...args], env: { DATABASE_URL: databaseUrl ?? '', ...env } });
      running.push(grc);
      if (!grc.url.startsWith('http:')) return { ...grc, code: grc.enrolmentCode, direct: grc.url };
      const proxy = await startContractProxy(grc.url);
      proxies.push(proxy);
      return { ...grc, url: proxy.url, code: grc.enrolmentCode, direct: grc.url };
    },
    rows: async (query) => {
      if (databaseUrl !== undefined) return ask(databaseUrl, query);
      const folder = await PGlite.create({ dataDir: path.join(dataDir, 'sql'), extensions: { pg_trgm } });
      try {
        return (await folder.query<Record<string, unknown>>(query)).rows;
      } finally {
        await folder.close();
      }
    },
    remove: async () => {
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await Promise.all(running.map((grc) => grc.stop()));
      await onCluster(`drop database ${name} with (force)`);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Runs something while PostgreSQL takes no connection to this storage and has broken those that were open. */
export async function whileUnreachable<Result>({ databaseUrl }: OwnStorage, run: () => Promise<Result>): Promise<Result> {
  const name = databaseUrl?.split('/').at(-1) ?? '';
  await onCluster(`alter database ${name} with allow_connections false`);
  await onCluster(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  try {
    return await run();
  } finally {
    await onCluster(`alter database ${name} with allow_connections true`);
  }
}

async function onCluster(statement: string): Promise<void> {
  if (CLUSTER !== undefined) await ask(CLUSTER, statement);
}

async function ask(connectionString: string, query: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
}
