import { sql, type RawBuilder } from 'kysely';
import { topicSchema, type Change, type ChangesPage, type Topic } from '#shared/contracts/grc-api/wire.ts';
import type { Scope } from '#shared/domain/desk/rights.ts';
import type { Grc, Trx } from './context.ts';
import { changesWithin } from './guard/changes-within.ts';
import { invalid, Problem } from './problem.ts';

/** The statement that moves an aggregate to the end of the changes. */
export function moveForward(topic: Topic, id: string): RawBuilder<unknown> {
  return sql`insert into changes (topic, id, xid, seq) values (${topic}, ${id}, pg_current_xact_id()::text::bigint, nextval('change_seq'))
    on conflict (topic, id) do update set xid = excluded.xid, seq = excluded.seq, gone_at = null`;
}

/** Moves the aggregate to the end of the changes, in the transaction that changed it. */
export async function markChanged(trx: Trx, topic: Topic, id: string): Promise<void> {
  await moveForward(topic, id).execute(trx);
}

/** Leaves a tombstone: the record is no more, and who has it must forget it. */
export async function markGone(trx: Trx, topic: Topic, id: string, nowMs: number): Promise<void> {
  await markChanged(trx, topic, id);
  await trx.updateTable('changes').set({ gone_at: nowMs }).where('topic', '=', topic).where('id', '=', id).execute();
}

type Row = { topic: Topic; id: string; xid: string; seq: string; record: unknown };

/**
 * A page of what changed after the cursor. Only transactions below the oldest one still running are shown: a number
 * taken early and committed late is then never skipped (decisions.md 18). The rows and that limit are read in one
 * statement, so from one snapshot.
 */
export async function readChanges(grc: Grc, options: { cursor: string | undefined; topics: readonly Topic[]; limit: number; scope: Scope }): Promise<ChangesPage> {
  const { instance } = await grc.db.selectFrom('town').select('instance').executeTakeFirstOrThrow();
  const now = grc.clock();
  const after = options.cursor === undefined || options.cursor === '' ? { xid: '0', seq: '0', wholeAt: now } : readCursor(options.cursor, instance);
  const { rows } = await sql<Row>`
    select c.topic, c.id, c.xid::text as xid, c.seq::text as seq,
      case c.topic
        when 'citizens' then (select p.body || jsonb_build_object('rev', p.rev, 'retention', p.retention) from citizens p where p.id = c.id)
        when 'requests' then (select r.body from requests r where r.id = c.id)
        when 'departments' then (select d.body from departments d where d.code = c.id and not d.withdrawn)
        when 'relations' then (select l.body || jsonb_build_object('rev', l.rev) from relations l where l.id = c.id)
        when 'mail-items' then (select m.body from mail_items m where m.id = c.id)
        when 'batches' then (select b.body from batches b where b.id = c.id)
        when 'quick-answers' then (select q.body from quick_answers q where q.id = c.id)
        when 'desk-days' then (select y.body from desk_days y where y.id = c.id)
        when 'reference' then (select jsonb_build_object('name', f.name, 'etag', f.etag) from reference f where f.name = c.id)
        else (select v.body from procedures v where v.code = c.id and not v.withdrawn order by v.version desc limit 1)
      end as record
    from changes c
    where c.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      and (c.xid, c.seq) > (${after.xid}::bigint, ${after.seq}::bigint)
      and c.topic = any(${`{${options.topics.join(',')}}`}::text[])
      ${changesWithin(options.scope)}
    order by c.xid, c.seq
    limit ${options.limit + 1}`.execute(grc.db);
  // After the page: what is forgotten between the two is then noticed.
  await checkFloors(grc, options.topics, after.wholeAt);
  const page = rows.slice(0, options.limit);
  const last = page.at(-1) ?? after;
  const more = rows.length > options.limit;
  return {
    items: page.map(({ topic, id, record }) => ({ topic, id, record }) as Change),
    nextCursor: Buffer.from(`${instance} ${last.xid} ${last.seq} ${more ? after.wholeAt : now}`).toString('base64url'),
    more,
  };
}

/** Where a reader is, and when it last had everything (or began with nothing): tombstones since then are still to be told. */
type Position = { readonly xid: string; readonly seq: string; readonly wholeAt: number };

function readCursor(cursor: string, instance: string): Position {
  const [from, xid, seq, wholeAt] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (from === instance && [xid, seq, wholeAt].every((part) => /^\d{1,18}$/.test(part ?? ''))) return { xid: xid ?? '', seq: seq ?? '', wholeAt: Number(wholeAt) };
  throw expired(topicSchema.options);
}

/** More than any clock of a server was ever set back. */
const CLOCK_MARGIN_MS = 86_400_000;

async function checkFloors(grc: Grc, topics: readonly Topic[], wholeAt: number): Promise<void> {
  const floors = await grc.db.selectFrom('change_floors').select('topic').where('topic', 'in', topics).where('gone_at', '>', wholeAt - CLOCK_MARGIN_MS).execute();
  if (floors.length > 0) throw expired(topics.filter((topic) => floors.some((floor) => floor.topic === topic)));
}

/** Only these are to be read again from the beginning; the cursor is good for the others. */
function expired(topics: readonly Topic[]): Problem {
  return new Problem({ status: 410, code: 'cursor-expired', messageFr: 'Le poste doit relire les données de la GRC depuis le début.', more: { expiredTopics: topics } });
}

/** Forgets tombstones older than that; whoever was away since then must read the topic again. */
export async function forgetTombstones(trx: Trx, beforeMs: number): Promise<void> {
  await sql`with gone as (delete from changes where gone_at < ${beforeMs} returning topic, gone_at)
    insert into change_floors (topic, gone_at) select topic, max(gone_at) from gone group by topic
    on conflict (topic) do update set gone_at = greatest(change_floors.gone_at, excluded.gone_at)`.execute(trx);
}

/** `citizens,requests`; all of them when absent. */
export function readTopics(query: string | undefined): readonly Topic[] {
  if (query === undefined || query === '') return topicSchema.options;
  const topics = topicSchema.array().safeParse(query.split(','));
  if (!topics.success) throw invalid('topics', 'Le sujet demandé n’existe pas.');
  return topics.data;
}

export const MAX_CHANGES = 1000;
export function readLimit(query: string | undefined): number {
  const limit = Number(query ?? 500);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_CHANGES) throw invalid('limit', `La taille de page va de 1 à ${MAX_CHANGES}.`);
  return limit;
}

