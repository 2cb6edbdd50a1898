import { sql } from 'kysely';
import type { Enrolment } from '#shared/contracts/grc-api/wire.ts';
import { enrolmentRequestSchema, sessionRequestSchema } from '#shared/contracts/grc-api/wire.ts';
import { heartbeatSchema } from '#shared/contracts/grc-api/about.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { isInScope, type Scope } from '#shared/domain/desk/rights.ts';
import { nowIso, type Grc } from '../context.ts';
import { Problem } from '../problem.ts';
import { checked, param, readBody } from '../read-body.ts';
import { hashSecret, newSecret, verifyPin } from '../secrets.ts';
import type { Handlers } from './handlers.ts';

const SESSION_MS = 12 * 3_600_000;
const FREE_TRIES = 5;
const LONGEST_BLOCK_MS = 15 * 60_000;
const DESKS_PER_SITE = 99;

export const deskHandlers: Handlers = {
  'PUT /desks/{uid}': async (grc, call) => {
    const deskId = checked(uuidSchema, param(call, 'uid'));
    const { label, version } = await readBody(call, enrolmentRequestSchema);
    const enrolment = await enrol(grc, deskId, call.get('enrolmentCode'), label, version);
    return call.json(enrolment, 201);
  },

  'POST /desks/{uid}/heartbeat': async (grc, call) => {
    const { version, waiting } = await readBody(call, heartbeatSchema);
    const { deskId } = call.get('caller');
    if (param(call, 'uid') !== deskId) throw refused('other-desk', 'Ce poste n’est pas celui qui appelle.');
    await grc.db.updateTable('desks').set({ version, waiting, seen_at: grc.clock() }).where('id', '=', deskId).execute();
    return call.json({ serverTime: nowIso(grc) });
  },

  'GET /clerks': async (grc, call) => {
    const rows = await grc.db.selectFrom('clerks').select('body').where('signs_in', '=', true).orderBy('id').execute();
    return call.json({ clerks: rows.map(({ body }) => body) });
  },

  'POST /sessions': async (grc, call) => {
    const { clerkId, pin } = await readBody(call, sessionRequestSchema);
    const clerk = await grc.db.selectFrom('clerks').selectAll().where('id', '=', clerkId).where('signs_in', '=', true).executeTakeFirst();
    if (clerk === undefined) throw wrongPin();
    const wait = Number(clerk.blocked_until) - grc.clock();
    if (wait > 0) throw tooSoon(wait);
    await keepTry(grc, clerkId, await verifyPin(pin, clerk.pin_verifier));
    const token = newSecret('clerk');
    const expiresAt = grc.clock() + SESSION_MS;
    await grc.db
      .insertInto('sessions')
      .values({ token_hash: hashSecret(token), clerk_id: clerkId, desk_id: call.get('caller').deskId, expires_at: expiresAt })
      .execute();
    return call.json({ token, clerk: clerk.body, expiresAt: new Date(expiresAt).toISOString() });
  },

  'GET /me': async (grc, call) => {
    const caller = call.get('caller');
    const clerk = await grc.db.selectFrom('clerks').select('body').where('id', '=', caller.kind === 'clerk' ? caller.clerkId : '').executeTakeFirstOrThrow();
    const desk = await grc.db.selectFrom('desks').selectAll().where('id', '=', caller.deskId).executeTakeFirstOrThrow();
    const { body: town } = await grc.db.selectFrom('town').select('body').executeTakeFirstOrThrow();
    return call.json({
      clerk: clerk.body,
      town,
      desk: { deskId: desk.id, site: desk.site, desk: desk.desk, label: desk.label },
      procedures: await proceduresInScope(grc, caller.scope),
      policy: grc.policy,
    });
  },
};

/** Null where nothing limits them: the catalogue may grow. */
async function proceduresInScope(grc: Grc, scope: Scope): Promise<readonly string[] | null> {
  if (scope.procedures === null && scope.departments === null) return null;
  const rows = await grc.db.selectFrom('procedures').select('body').where('withdrawn', '=', false).orderBy('code').execute();
  return rows.flatMap(({ body: { code, departmentCode } }) => (isInScope(scope, { procedureCode: code, departmentCode }) ? [code] : []));
}

/**
 * Keeps what came of a try, in one statement that a try after the delay began no longer passes: of many at once, as few are
 * answered as if they had come one by one. Throws 403 when it was wrong, 429 when it came too late.
 */
async function keepTry(grc: Grc, clerkId: string, isRight: boolean): Promise<void> {
  const now = grc.clock();
  const block = sql<number>`case when failures + 1 < ${FREE_TRIES}::int then 0 else least(${LONGEST_BLOCK_MS}::bigint, 1000 * 2 ^ least(failures + 1 - ${FREE_TRIES}::int, 20))::bigint end`;
  const kept = await grc.db
    .updateTable('clerks')
    .set(isRight ? { failures: 0, blocked_until: 0 } : { failures: sql<number>`failures + 1`, blocked_until: sql<number>`${now}::bigint + ${block}` })
    .where('id', '=', clerkId)
    .where('blocked_until', '<=', now)
    .returning('id')
    .executeTakeFirst();
  if (kept === undefined) {
    const { blocked_until } = await grc.db.selectFrom('clerks').select('blocked_until').where('id', '=', clerkId).executeTakeFirstOrThrow();
    throw tooSoon(Math.max(1, Number(blocked_until) - now));
  }
  if (!isRight) throw wrongPin();
}

/** One code, one desk (a site token: any number of desks). The same desk asking again keeps its pair and gets a new credential. */
async function enrol(grc: Grc, deskId: string, code: string, label: string, version: string): Promise<Enrolment> {
  return grc.db.transaction().execute(async (trx) => {
    const hash = hashSecret(code);
    const known = await trx.selectFrom('enrolment_codes').selectAll().where('hash', '=', hash).forUpdate().executeTakeFirst();
    if (known === undefined) throw refused('enrolment-code-wrong', 'Ce code de rattachement n’est pas reconnu.');
    const used = known.kind === 'one-time' && known.used_by !== null && known.used_by !== deskId;
    if (used || (known.expires_at !== null && Number(known.expires_at) < grc.clock())) {
      throw refused('enrolment-code-expired', 'Ce code de rattachement a expiré ou a déjà servi.');
    }
    const town = await trx.selectFrom('town').selectAll().executeTakeFirstOrThrow();
    const before = await trx.selectFrom('desks').selectAll().where('id', '=', deskId).executeTakeFirst();
    const taken = await trx.selectFrom('desks').select('desk').where('site', '=', town.site).execute();
    if (before === undefined && taken.length >= DESKS_PER_SITE) throw refused('site-full', 'Ce site a déjà tous ses postes.', 409);
    const pair = before?.desk ?? freeDesk(new Set(taken.map(({ desk }) => desk)));
    const credential = newSecret('desk');
    const row = { site: town.site, desk: pair, label: label.trim() === '' ? `Guichet ${Number(pair)}` : label, version, credential_hash: hashSecret(credential), scope: known.scope === null ? null : JSON.stringify(known.scope) };
    await trx
      .insertInto('desks')
      .values({ id: deskId, ...row, enrolled_at: grc.clock(), seen_at: grc.clock(), waiting: 0 })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ label: row.label, version, credential_hash: row.credential_hash, scope: row.scope }))
      .execute();
    await trx.updateTable('enrolment_codes').set({ used_by: deskId }).where('hash', '=', hash).execute();
    return { deskId, site: row.site, desk: pair, label: row.label, credential, town: town.body, policy: grc.policy, serverTime: nowIso(grc) };
  });
}

function freeDesk(taken: ReadonlySet<string>): string {
  for (let number = 1; number <= DESKS_PER_SITE; number += 1) {
    const desk = String(number).padStart(2, '0');
    if (!taken.has(desk)) return desk;
  }
  throw new Error('no free desk among 99, though fewer are taken');
}

function wrongPin(): Problem {
  return new Problem({ status: 403, code: 'wrong-pin', messageFr: 'Ce n’est pas le bon code.' });
}

function tooSoon(waitMs: number): Problem {
  const seconds = Math.ceil(waitMs / 1000);
  return new Problem({ status: 429, code: 'too-many-tries', messageFr: `Trop d’essais : attendez ${seconds} s.`, retryable: true, headers: { 'retry-after': String(seconds) } });
}

function refused(code: string, messageFr: string, status = 403): Problem {
  return new Problem({ status, code, messageFr });
}
