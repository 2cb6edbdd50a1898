import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import type { Topic, WriteAnswer } from '#shared/contracts/grc-api/wire.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { moveForward } from './change-log.ts';
import type { Grc, GrcCall, Trx } from './context.ts';
import { checkRecorder, recorderIn, rightsOf, type Recorder, type Rights } from './guard/rights.ts';
import { announcement, type OutboxKind } from './outbox.ts';
import { Problem } from './problem.ts';
import { checked, readJson } from './read-body.ts';
import { canonicalHash } from './secrets.ts';

/** What a write did: `created` is false when the very same content was there already under another key. */
export type Effect<Answer extends WriteAnswer = WriteAnswer> = {
  readonly created: boolean;
  readonly answer: Answer;
  /** The aggregate that the desks are to be sent again. */
  readonly changed?: { readonly topic: Topic; readonly id: string };
  /** What others may want to hear of; only the id travels. */
  readonly announced?: { readonly kind: OutboxKind; readonly id: string; readonly rev: number };
};

type Write<Shape extends z.ZodType, Answer extends WriteAnswer> = {
  readonly shape: Shape;
  readonly kind: 'create' | 'amend' | 'append';
  readonly effect: (trx: Trx, body: z.output<Shape>, bodyHash: string, key: string) => Promise<Effect<Answer>>;
  /** What the stored answer has become, for a write whose number came later. */
  readonly renewed?: (trx: Trx, answer: Answer) => Promise<Answer>;
};

/**
 * One write, with one effect however often it is sent (decisions.md 16). In one transaction: the key is looked up
 * before any precondition, else a retry after a lost answer would fail against its own effect; then the preconditions,
 * the content, the effect, and the answer that later repeats will get.
 */
export async function acceptWrite<Shape extends z.ZodType, Answer extends WriteAnswer>(grc: Grc, call: GrcCall, write: Write<Shape, Answer>): Promise<Response> {
  const key = uuidSchema.safeParse(call.req.header('idempotency-key'));
  if (!key.success) throw new Problem({ status: 400, code: 'idempotency-key-missing', messageFr: 'L’envoi n’a pas de clé d’unicité.' });
  const raw = await readJson(call);
  const bodyHash = canonicalHash(raw);
  const hash = canonicalHash({ method: call.req.method, path: new URL(call.req.url).pathname, body: bodyHash });
  const { created, answer } = await grc.db.transaction().execute(async (trx): Promise<Effect<Answer>> => {
    const { known, recorder } = await takeTurn(trx, key.data, recorderIn(raw));
    if (known !== undefined) {
      if (known.hash !== hash) throw alreadyDifferent(known.hash, hash);
      const answer = known.answer as Answer;
      return { created: false, answer: (await write.renewed?.(trx, answer)) ?? answer };
    }
    checkPrecondition(call, write.kind);
    const body = checked(write.shape, raw);
    await checkRecorder(trx, call, body, recorder);
    const effect = await write.effect(trx, body, bodyHash, key.data).catch((refusal: unknown) => unlessDone(trx, key.data, refusal));
    await seal(trx, { key: key.data, hash, nowMs: grc.clock() }, effect);
    return effect;
  }).catch(asInProgress);
  if (created) grc.hints.poke();
  return call.json(answer, answer.numberToCome === true ? 202 : created ? 201 : 200, { etag: `"${answer.rev}"`, 'cache-control': 'no-store' });
}

/** What was already answered to this key, if anything, and the rights of who recorded what it carries. */
type Turn = { readonly known: { readonly hash: string; readonly answer: WriteAnswer } | undefined; readonly recorder: Rights | undefined };
type TurnRow = { mine: boolean; hash: string | null; answer: WriteAnswer | null; rights: Rights | null };

/**
 * Two sendings of one key at once: the second is told to come back, it never waits inside a transaction. Should the first end
 * between the look and the lock, the unique key of the writes refuses the second; `unlessDone` if its effect already does.
 */
async function takeTurn(trx: Trx, key: string, recorder: Recorder | undefined): Promise<Turn> {
  const { rows } = await sql<TurnRow>`
    select pg_try_advisory_xact_lock(hashtextextended(${key}, 0)) as mine, w.hash, w.answer, ${recorder === undefined ? sql`null` : rightsOf(recorder)} as rights
    from (select 1) one left join writes w on w.op_id = ${key}`.execute(trx);
  const [turn] = rows;
  if (turn?.mine !== true) throw inProgress();
  return { known: turn.hash === null || turn.answer === null ? undefined : { hash: turn.hash, answer: turn.answer }, recorder: turn.rights ?? undefined };
}

/** A refusal is none of this key's if the key has its answer by now: it met its own effect. */
async function unlessDone(trx: Trx, key: string, refusal: unknown): Promise<never> {
  if (!(refusal instanceof Problem)) throw refusal;
  const done = await trx.selectFrom('writes').select('op_id').where('op_id', '=', key).executeTakeFirst();
  throw done === undefined ? refusal : inProgress();
}

/** What every write leaves beside its effect, in one statement: its answer, its place among the changes, a word to the outbox. */
async function seal(trx: Trx, { key, hash, nowMs }: { readonly key: string; readonly hash: string; readonly nowMs: number }, { answer, changed, announced }: Effect): Promise<void> {
  const beside: RawBuilder<unknown>[] = [];
  if (changed !== undefined) beside.push(sql`moved as (${moveForward(changed.topic, changed.id)})`);
  if (announced !== undefined) beside.push(sql`said as (${announcement(announced.kind, announced.id, announced.rev, nowMs)})`);
  const first = beside.length === 0 ? sql`` : sql`with ${sql.join(beside)}`;
  await sql`${first} insert into writes (op_id, hash, answer, recorded_at) values (${key}, ${hash}, ${JSON.stringify(answer)}, ${nowMs})`.execute(trx);
}

function inProgress(): Problem {
  return new Problem({ status: 409, code: 'in-progress', messageFr: 'Cet envoi est déjà en cours.', retryable: true, headers: { 'retry-after': '1' } });
}

/** PostgreSQL's own word for two writes that met: one id under two keys, a deadlock, a serialization failure. */
const MET: readonly unknown[] = ['23505', '40P01', '40001'];

function asInProgress(cause: unknown): never {
  throw typeof cause === 'object' && cause !== null && 'code' in cause && MET.includes(cause.code) ? inProgress() : cause;
}

/** The record that an id already stands for; throws 409 when it has another content. */
export function sameOrRefused<Row extends { readonly body_hash: string }>(row: Row | undefined, bodyHash: string): Row | undefined {
  if (row !== undefined && row.body_hash !== bodyHash) throw alreadyDifferent(row.body_hash, bodyHash);
  return row;
}

export function alreadyDifferent(known: string, sent: string): Problem {
  return new Problem({
    status: 409,
    code: 'already-exists-different',
    messageFr: 'La GRC tient déjà cet élément avec un autre contenu.',
    more: { knownHash: known, sentHash: sent },
  });
}

function checkPrecondition(call: GrcCall, kind: 'create' | 'amend' | 'append'): void {
  const creates = call.req.header('if-none-match') === '*';
  if (kind === 'append' || creates || (kind === 'amend' && call.req.header('if-match') !== undefined)) return;
  throw new Problem({
    status: 428,
    code: 'precondition-required',
    messageFr: kind === 'create' ? 'L’envoi ne dit pas qu’il crée un élément nouveau.' : 'L’envoi ne dit pas quelle version il modifie.',
  });
}

/**
 * An amendment names the version it was made on. `If-Match: *` (or `If-None-Match: *`, since an amendment is itself
 * a creation) leaves the judgement to the `before` of each field: a desk offline may not know the version yet.
 */
export function checkVersion(call: GrcCall, rev: number, current: unknown): void {
  const wanted = call.req.header('if-match');
  if (wanted === undefined || wanted === '*' || wanted === `"${rev}"`) return;
  throw staleVersion(rev, current);
}

export function staleVersion(rev: number, current: unknown, fieldPath?: string): Problem {
  return new Problem({
    status: 412,
    code: fieldPath === undefined ? 'stale-version' : 'stale-field',
    messageFr: 'La fiche a changé entre-temps : comparez les deux versions.',
    ...(fieldPath !== undefined ? { fieldPath } : {}),
    headers: { etag: `"${rev}"` },
    more: { current },
  });
}
