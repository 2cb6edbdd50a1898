import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  'create extension if not exists pg_trgm',
  `create table town (id int primary key check (id = 1), body jsonb not null, site text not null, instance text not null)`,
  `create table enrolment_codes (hash text primary key, kind text not null, expires_at bigint, used_by text)`,
  // A pair is never given twice, so that no two papers of a year can carry one number.
  `create table desks (id text primary key, site text not null, desk text not null, label text not null, version text not null,
    credential_hash text not null unique, enrolled_at bigint not null, seen_at bigint not null, waiting int not null, unique (site, desk))`,
  `create table clerks (id text primary key, body jsonb not null, pin_verifier text not null, failures int not null default 0,
    blocked_until bigint not null default 0)`,
  `create table sessions (token_hash text primary key, clerk_id text not null references clerks, desk_id text not null references desks,
    expires_at bigint not null)`,
  `create table departments (code text primary key, body jsonb not null)`,
  `create table procedures (code text not null, version int not null, body jsonb not null, withdrawn boolean not null default false,
    primary key (code, version))`,
  `create table citizens (id text primary key, body jsonb not null, rev int not null, retention text, search_name text not null,
    birth_date text not null, phones text not null, emails text not null, body_hash text not null)`,
  `create index citizens_name on citizens using gin (search_name gin_trgm_ops)`,
  `create index citizens_phones on citizens using gin (phones gin_trgm_ops)`,
  `create index citizens_emails on citizens using gin (emails gin_trgm_ops)`,
  `create table requests (id text primary key, sealed jsonb not null, body jsonb not null, rev int not null, desk_digits text unique,
    grc_number text not null unique, received_on text not null, status text not null, body_hash text not null)`,
  `create table request_parties (request_id text not null references requests, citizen_id text not null references citizens,
    primary key (citizen_id, request_id))`,
  `create sequence grc_number`,
  `create table uploads (id text primary key, request_id text not null references requests, citizen_id text references citizens,
    sha256 text not null, media_type text not null, length bigint not null, file_id text not null, verified boolean not null)`,
  `create index uploads_same_bytes on uploads (citizen_id, sha256) where verified`,
  `create table writes (op_id text primary key, hash text not null, answer jsonb not null, recorded_at bigint not null)`,
  // One row per aggregate, moved forward at each write: a reader is given its latest state once.
  `create sequence change_seq`,
  `create table changes (topic text not null, id text not null, xid bigint not null, seq bigint not null, primary key (topic, id))`,
  `create index changes_order on changes (xid, seq)`,
  `create table audit (op_id text primary key, action text not null, subject_id text, clerk_id text not null, desk_id text not null,
    at text not null)`,
];

export const migration0001: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
