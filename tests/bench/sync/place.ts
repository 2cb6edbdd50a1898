import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { bundleApp } from '#build/bundle/bundle-app.ts';
import { prepareElectron, type ElectronLaunch } from '#build/electron-launch.ts';
import { copyApp } from '#tests/harness/app-copy.ts';
import { startGrc, type RunningGrc } from '#tests/harness/grc.ts';
import { startKeyring, type Keyring } from '#tests/harness/keyring.ts';
import { startPostgres, type RunningPostgres } from '#tests/harness/postgres.ts';
import { resolvePeers } from './install-peers.ts';
import { startLine, type Line } from './line.ts';

/** A GRC on PostgreSQL with so many citizens, and the line by which desks reach it. */
export type Town = { readonly grc: RunningGrc; readonly line: Line; readonly citizens: number; sql(text: string): string };

/** All that the measures share; it leaves nothing behind. */
export type Place = {
  readonly folder: string;
  readonly launch: ElectronLaunch;
  readonly keyring: Keyring;
  /** The app as it is built, and the same with the bench's page in the place of its own: main, preload and worker stay. */
  readonly app: string;
  readonly benchApp: string;
  town(citizens: number): Promise<Town>;
  close(): Promise<void>;
};

export async function openPlace(): Promise<Place> {
  await bundleApp();
  const launch = await prepareElectron('tests');
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-bench-'));
  const app = copyApp();
  const benchApp = copyApp();
  const page = path.join(folder, 'page');
  await bundlePage(page);
  rmSync(path.join(benchApp.folder, 'dist', 'renderer'), { recursive: true });
  cpSync(page, path.join(benchApp.folder, 'dist', 'renderer'), { recursive: true });
  const keyring = await startKeyring();
  const postgres = await startPostgres(['shared_buffers=64MB', 'fsync=off']);
  const towns = new Map<number, Promise<Town>>();
  return {
    folder,
    launch,
    keyring,
    app: app.folder,
    benchApp: benchApp.folder,
    town: (citizens) => {
      const town = towns.get(citizens) ?? openTown(postgres, folder, citizens);
      towns.set(citizens, town);
      return town;
    },
    close: async () => {
      for (const town of towns.values()) {
        const opened = await town.catch(() => undefined);
        await opened?.line.close();
        await opened?.grc.stop();
      }
      await postgres.stop();
      await keyring.stop();
      launch.close();
      app.remove();
      benchApp.remove();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function openTown(postgres: RunningPostgres, folder: string, citizens: number): Promise<Town> {
  const name = `town_${citizens}`;
  postgres.tool('psql', ['-qc', `create database ${name}`]);
  const databaseUrl = postgres.url.replace(/[^/]*$/, name);
  const grc = await startGrc({ dataDir: path.join(folder, name), args: ['--citizens', String(citizens)], env: { DATABASE_URL: databaseUrl } });
  return { grc, line: await startLine(grc.url), citizens, sql: (text) => postgres.tool('psql', ['-qAtd', name, '-c', text]) };
}

async function bundlePage(folder: string): Promise<void> {
  await build({
    root: path.join(import.meta.dirname, 'page'),
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [resolvePeers()],
    worker: { format: 'es' },
    define: { global: 'globalThis' },
    build: { target: 'chrome114', outDir: folder, emptyOutDir: true, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 5000, reportCompressedSize: false },
  });
}

let changed = 0;

/** Has the GRC change so many of its citizens, as one import does; what finds the last of them once it is caught up with. */
export function changeCitizens(town: Town, count: number): string {
  changed += 1;
  const phone = `+336399${String(10_000 + changed)}`;
  town.sql(`begin;
    create temporary table moved on commit drop as select id from citizens order by id limit ${count};
    update citizens set body = jsonb_set(body, '{phones}', '["${phone}"]'), rev = rev + 1 where id in (select id from moved);
    insert into changes (topic, id, xid, seq) select 'citizens', id, pg_current_xact_id()::text::bigint, nextval('change_seq') from moved
      on conflict (topic, id) do update set xid = excluded.xid, seq = excluded.seq, gone_at = null;
    commit;`);
  return phone.replace('+33', '0');
}
