import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // Counts of the last minutes, shared by the processes on one PostgreSQL; a crash may forget them.
  `create unlogged table rate_limits (key varchar(255) primary key, points int not null default 0, expire bigint)`,

  // Rights as they were from a time on: what was recorded under them stays within them. Scopes that are null reach everywhere.
  `create table clerk_rights (clerk_id text not null references clerks, since bigint not null, roles jsonb not null, scope jsonb not null,
    primary key (clerk_id, since))`,
  `alter table clerks add column signs_in boolean not null default true`,
  `alter table enrolment_codes add column scope jsonb`,
  `alter table desks add column scope jsonb`,

  // Where each desk's chain of looks at people stands; the server's own looks have no hash.
  `create table audit_heads (desk_id text primary key references desks, hash text not null)`,
  `alter table audit add column hash text`,
  `create unique index audit_hash on audit (desk_id, hash)`,
  `create index audit_subject on audit (subject_id)`,
];

export const migration0003: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
