import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // What a town publishes: a department that is left out stays for the requests that name it.
  `alter table departments add column withdrawn boolean not null default false`,
  `create table reference (name text primary key, items jsonb not null, etag text not null)`,

  // One line a person, as the desk's own index has it; filled from the body where it is null.
  `alter table citizens drop column search_name, drop column birth_date, drop column phones, drop column emails, add column search_line text`,
  `create index citizens_search on citizens using gin (search_line gin_trgm_ops)`,
  `create index citizens_household on citizens ((body ->> 'householdId'))`,
  `create table relations (id text primary key, citizen_id text not null references citizens, other_id text not null references citizens,
    body jsonb not null, rev int not null, body_hash text not null)`,
  `create index relations_citizen on relations (citizen_id)`,
  `create index relations_other on relations (other_id)`,
  `create table merge_requests (id text primary key, citizen_id text not null references citizens, body jsonb not null, body_hash text not null)`,

  // Milliseconds until a number is given; 0: at once.
  `alter table town add column number_delay_ms int not null default 0`,
  `alter table requests alter column grc_number drop not null`,
  `create index requests_bare_number on requests (replace(grc_number, '-', ''))`,
  `create index requests_token on requests ((sealed ->> 'trackingToken'))`,
  `create table pending_creations (request_id text primary key references requests, due_at bigint not null)`,
  `create index pending_creations_due on pending_creations (due_at)`,
  `create table locks (request_id text primary key references requests, desk_id text not null, clerk_id text not null, until bigint not null)`,

  // Every text that was ever shown is kept, since it may have been handed over.
  `create table acknowledgements (request_id text not null references requests, sha256 text not null, body jsonb not null, issued_at bigint not null,
    primary key (request_id, sha256))`,
  `create table deliveries (id text primary key, request_id text not null, sha256 text not null, body jsonb not null, body_hash text not null,
    foreign key (request_id, sha256) references acknowledgements)`,
  `create index deliveries_request on deliveries (request_id)`,

  // A register has no holes: its numbers come from a row, taken at the end of the transaction, not from a sequence.
  `create table counters (name text not null, year text not null, last bigint not null, primary key (name, year))`,
  `create table mail_items (id text primary key, body jsonb not null, rev int not null, desk_digits text unique, chrono text not null unique,
    received_on text not null, body_hash text not null)`,
  `create table mail_item_requests (mail_item_id text not null references mail_items, request_id text not null references requests,
    primary key (mail_item_id, request_id))`,
  `create index mail_items_bare_chrono on mail_items (replace(chrono, '-', ''))`,
  `create table batches (id text primary key, body jsonb not null, rev int not null, body_hash text not null)`,
  `create table batch_items (mail_item_id text primary key references mail_items, batch_id text not null references batches)`,
  `create table quick_answers (id text primary key, desk_id text not null, day text not null, body jsonb not null, body_hash text not null)`,
  `create index quick_answers_day on quick_answers (desk_id, day)`,
  `create table desk_days (id text primary key, desk_id text not null references desks, day text not null, body jsonb not null, rev int not null,
    body_hash text not null, unique (desk_id, day))`,

  `alter table uploads alter column request_id drop not null, add column mail_item_id text references mail_items,
    add check ((request_id is null) <> (mail_item_id is null))`,
  `create index uploads_request_bytes on uploads (request_id, sha256) where verified`,

  // A tombstone is a change whose record is gone; below a topic's floor some were forgotten.
  `alter table changes add column gone_at bigint`,
  `create index changes_gone on changes (gone_at) where gone_at is not null`,
  `create table change_floors (topic text primary key, xid bigint not null, seq bigint not null)`,
  `create index writes_age on writes using brin (recorded_at)`,
  `create table outbox (id bigint generated always as identity primary key, kind text not null, subject_id text not null, rev int not null,
    recorded_at bigint not null)`,
];

export const migration0002: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
