import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // Counts of the last minutes, shared by the processes on one PostgreSQL; a crash may forget them.
  `create unlogged table rate_limits (key varchar(255) primary key, points int not null default 0, expire bigint)`,
];

export const migration0003: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
