import type { RunningPostgres } from '#tests/harness/postgres.ts';

/**
 * Brings the stored requests up to a number, by SQL: copies of one that was recorded through the API, each with an id, numbers
 * and a token of its own, named by people in turn, in the changes and among the writes as if it had come the same way.
 */
export function fillUpTo(postgres: RunningPostgres, templateId: string, wanted: number): void {
  const stored = Number(postgres.tool('psql', ['-XAtc', 'select count(*) from requests']));
  const batch = 100_000;
  for (let done = stored; done < wanted; done += batch) sql(postgres, copies(templateId, done, Math.min(wanted, done + batch) - 1));
  sql(postgres, 'vacuum analyze; checkpoint');
}

function sql(postgres: RunningPostgres, text: string): void {
  postgres.tool('psql', ['-Xq', '-v', 'ON_ERROR_STOP=1'], text);
}

function copies(templateId: string, from: number, to: number): string {
  return `begin;
create temp table fresh on commit drop as
  select n, '0190b000-0000-7000-8000-' || lpad(n::text, 12, '0') as id, '0190c000-0000-7000-8000-' || lpad(n::text, 12, '0') as op_id,
    '27999' || lpad(n::text, 10, '0') as digits, 'D-2025-' || lpad(n::text, 8, '0') as number, lpad(n::text, 22, 'T') as token
  from generate_series(${from}, ${to}) n;
insert into requests select (jsonb_populate_record(t, jsonb_build_object('id', f.id, 'desk_digits', f.digits, 'grc_number', f.number,
    'sealed', (t).sealed || jsonb_build_object('id', f.id, 'deskNumber', f.digits, 'trackingToken', f.token),
    'body', (t).body || jsonb_build_object('id', f.id, 'deskNumber', f.digits, 'trackingToken', f.token, 'grcNumber', f.number)))).*
  from fresh f cross join (select r from requests r where id = '${templateId}') x (t);
insert into request_parties (request_id, citizen_id)
  select f.id, p.id from fresh f join (select id, row_number() over () - 1 as place, count(*) over () as people from citizens) p on f.n % p.people = p.place;
insert into writes (op_id, hash, answer, recorded_at)
  select f.op_id, md5(f.op_id) || md5(f.id), jsonb_build_object('id', f.id, 'rev', 1, 'grcNumber', f.number, 'acceptedAt', '2025-11-24T10:00:00.000Z'), 1764000000000 from fresh f;
insert into outbox (kind, subject_id, rev, recorded_at) select 'request-received', f.id, 1, 1764000000000 from fresh f order by f.n;
insert into changes (topic, id, xid, seq) select 'requests', f.id, pg_current_xact_id()::text::bigint, nextval('change_seq') from fresh f order by f.n;
commit;`;
}
