import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // What a desk last showed itself by: null until it shows anything. `origin`: the first of the identities it went on from.
  `alter table desks add column nonce text, add column origin text`,
  `create index desks_origin on desks (origin) where origin is not null`,

  // A copy of a desk sends its days of before as the desk that it has become.
  `alter table desk_days add column opened_by text`,
  `update desk_days set opened_by = desk_id`,
  `alter table desk_days alter column opened_by set not null`,
  `alter table desk_days drop constraint desk_days_desk_id_day_key, add unique (desk_id, opened_by, day)`,

  // A copy may have put a number on paper that its original gave as well: the record that came second is found here.
  `create table numbers_given_twice (desk_digits text not null, record_id text primary key)`,
  `create index numbers_given_twice_digits on numbers_given_twice (desk_digits)`,
];

export const migration0004: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
