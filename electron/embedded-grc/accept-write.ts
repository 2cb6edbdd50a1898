import { sql } from 'kysely';
import type { z } from 'zod';
import type { WriteAnswer } from '#shared/contracts/grc-api/wire.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import type { Grc, GrcCall, Trx } from './context.ts';
import { Problem } from './problem.ts';
import { checked, readJson } from './read-body.ts';
import { canonicalHash } from './secrets.ts';

/** What a write did: `created` is false when the very same content was there already under another key. */
export type Effect<Answer extends WriteAnswer = WriteAnswer> = { readonly created: boolean; readonly answer: Answer };

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
    await takeTurn(trx, key.data);
    const known = await trx.selectFrom('writes').selectAll().where('op_id', '=', key.data).executeTakeFirst();
    if (known !== undefined) {
      if (known.hash !== hash) throw alreadyDifferent(known.hash, hash);
      const answer = known.answer as Answer;
      return { created: false, answer: (await write.renewed?.(trx, answer)) ?? answer };
    }
    checkPrecondition(call, write.kind);
    const effect = await write.effect(trx, checked(write.shape, raw), bodyHash, key.data);
    await trx.insertInto('writes').values({ op_id: key.data, hash, answer: JSON.stringify(effect.answer), recorded_at: grc.clock() }).execute();
    return effect;
  }).catch(asInProgress);
  return call.json(answer, answer.numberToCome === true ? 202 : created ? 201 : 200, { etag: `"${answer.rev}"`, 'cache-control': 'no-store' });
}

/** Two sendings of one key at once: the second is told to come back, it never waits inside a transaction. */
async function takeTurn(trx: Trx, key: string): Promise<void> {
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${key}, 0)) as mine`.execute(trx);
  if (rows[0]?.mine === true) return;
  throw inProgress();
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
