import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, test } from 'vitest';
import { searchCitizens } from '../citizens/search-citizens.ts';
import { migration0001 } from './migration-0001.ts';
import { migration0002 } from './migration-0002.ts';
import { migration0003 } from './migration-0003.ts';
import { openDatabase } from './open-database.ts';

type Before = { citizens: Record<string, string | number> };

test('people stored before 0002 are found after it', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plainpied-migrate-'));
  try {
    const pglite = await PGlite.create({ dataDir: folder, extensions: { pg_trgm } });
    const before = new Kysely<Before>({ dialect: new PGliteDialect({ pglite }) });
    await new Migrator({ db: before, provider: { getMigrations: () => Promise.resolve({ '0001': migration0001 }) } }).migrateToLatest();
    const body = { id: '1', birthName: 'LEFÈVRE', firstNames: 'Noëlle', birthDate: '1984-03-12', phones: ['+33639980084'], emails: [] };
    await before.insertInto('citizens').values({ id: '1', body: JSON.stringify(body), rev: 1, search_name: '', birth_date: '', phones: '', emails: '', body_hash: '' }).execute();
    await before.destroy();
    const db = await openDatabase({ folder });
    const { items } = await searchCitizens(db, 'lefevre 06 39 98 00 84', 5);
    await db.destroy();
    expect(items.map(({ citizen }) => citizen.id)).toEqual(['1']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('desks enrolled before 0004 have shown nothing yet, and the days they opened are their own', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plainpied-migrate-'));
  try {
    const before = new Kysely<Before>({ dialect: new PGliteDialect({ pglite: await PGlite.create({ dataDir: folder, extensions: { pg_trgm } }) }) });
    const migrations = { '0001': migration0001, '0002': migration0002, '0003': migration0003 };
    await new Migrator({ db: before, provider: { getMigrations: () => Promise.resolve(migrations) } }).migrateToLatest();
    await sql`insert into desks (id, site, desk, label, version, credential_hash, enrolled_at, seen_at, waiting) values ('d', '014', '01', '', '', 'h', 0, 0, 0)`.execute(before);
    await sql`insert into desk_days (id, desk_id, day, body, rev, body_hash) values ('1', 'd', '2026-11-24', '{}', 1, '')`.execute(before);
    await before.destroy();
    const db = await openDatabase({ folder });
    const kept = [await db.selectFrom('desks').select(['nonce', 'origin']).execute(), await db.selectFrom('desk_days').select(['desk_id', 'opened_by']).execute()];
    await db.destroy();
    expect(kept).toEqual([[{ nonce: null, origin: null }], [{ desk_id: 'd', opened_by: 'd' }]]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
