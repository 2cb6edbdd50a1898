import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { fillSearchLines } from '../citizens/search-line.ts';
import { migration0001 } from './migration-0001.ts';
import { migration0002 } from './migration-0002.ts';
import { migration0003 } from './migration-0003.ts';
import { migration0004 } from './migration-0004.ts';
import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;
/** Where the GRC keeps what it holds: a folder of its own, or a PostgreSQL server. */
export type Storage = { readonly folder: string } | { readonly databaseUrl: string };

/** Opens the storage and brings its tables up to date. */
export async function openDatabase(storage: Storage): Promise<Database> {
  const db = new Kysely<Tables>({
    dialect: 'folder' in storage ? new PGliteDialect({ pglite: () => openFolder(storage.folder) }) : await postgres(storage.databaseUrl),
  });
  try {
    await migrate(db);
    await fillSearchLines(db);
    await placeChangesInThisCluster(db);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

const CONNECT_MS = 10_000;

/** Loaded only where it is used: a desk's own GRC never speaks to PostgreSQL. */
async function postgres(connectionString: string): Promise<PostgresDialect> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString, max: 8, connectionTimeoutMillis: CONNECT_MS, options: `-c ${NEAR_NAMES}` });
  // A connection that breaks is replaced at the next query, which says so if it cannot; unheard, the event would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new PostgresDialect({ pool });
}

async function openFolder(folder: string): Promise<PGlite> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return PGlite.create({ dataDir: folder, extensions: { pg_trgm }, postgresqlconf: [...SMALL_MEMORY, NEAR_NAMES] });
}

/** How like a typed word a name must be to be found where no other is. */
const NEAR_NAMES = 'pg_trgm.word_similarity_threshold=0.5';

/** The target PCs have 4 GB, and one desk asks at a time. */
const SMALL_MEMORY = ['shared_buffers = 8MB', 'wal_buffers = 256kB', 'work_mem = 2MB', 'maintenance_work_mem = 8MB', 'temp_buffers = 1MB', 'max_connections = 4'];

async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ '0001': migration0001, '0002': migration0002, '0003': migration0003, '0004': migration0004 }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('migration failed', { cause: error });
}

/** A copy restored into another cluster carries transaction numbers that are not yet reached there: cursors start anew. */
async function placeChangesInThisCluster(db: Database): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const ahead = await sql<{ ahead: boolean }>`select exists (select 1 from changes where xid > pg_current_xact_id()::text::bigint) as ahead`.execute(trx);
    if (ahead.rows[0]?.ahead !== true) return;
    await sql`update changes set xid = pg_current_xact_id()::text::bigint`.execute(trx);
    await sql`update town set instance = gen_random_uuid()::text`.execute(trx);
  });
}
