import { sql } from 'kysely';
import { enrolmentRequestSchema, sessionRequestSchema } from '#shared/contracts/grc-api/wire.ts';
import { heartbeatSchema, presentationSchema } from '#shared/contracts/grc-api/about.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { isInScope, type Scope } from '#shared/domain/desk/rights.ts';
import { LOOKED_UP_DAYS } from '../citizens/retention.ts';
import { nowIso, type Grc, type GrcCall } from '../context.ts';
import { enrolDesk, presentDesk } from '../enrol-desk.ts';
import { Problem } from '../problem.ts';
import { checked, param, readBody } from '../read-body.ts';
import { hashSecret, newSecret, verifyPin } from '../secrets.ts';
import type { Handlers } from './handlers.ts';

const SESSION_MS = 12 * 3_600_000;
const FREE_TRIES = 5;
const LONGEST_BLOCK_MS = 15 * 60_000;

export const deskHandlers: Handlers = {
  'PUT /desks/{uid}': async (grc, call) => {
    const deskId = checked(uuidSchema, param(call, 'uid'));
    const asked = await readBody(call, enrolmentRequestSchema);
    return call.json(await enrolDesk(grc, deskId, call.get('enrolmentCode'), asked), 201);
  },

  'POST /desks/{uid}/heartbeat': async (grc, call) => {
    const { version, waiting } = await readBody(call, heartbeatSchema);
    const deskId = ownId(call);
    await grc.db.updateTable('desks').set({ version, waiting, seen_at: grc.clock() }).where('id', '=', deskId).execute();
    return call.json({ serverTime: nowIso(grc) });
  },

  'POST /desks/{uid}/presentation': async (grc, call) => {
    const lastNumber = await presentDesk(grc, ownId(call), await readBody(call, presentationSchema));
    return call.json({ serverTime: nowIso(grc), lastNumber });
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
      policy: { idleLockMinutes: 10, cacheScope: 'site', lookedUpDays: LOOKED_UP_DAYS },
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

function wrongPin(): Problem {
  return new Problem({ status: 403, code: 'wrong-pin', messageFr: 'Ce n’est pas le bon code.' });
}

function tooSoon(waitMs: number): Problem {
  const seconds = Math.ceil(waitMs / 1000);
  return new Problem({ status: 429, code: 'too-many-tries', messageFr: `Trop d’essais : attendez ${seconds} s.`, retryable: true, headers: { 'retry-after': String(seconds) } });
}

/** The desk that the address names is the one that calls. */
function ownId(call: GrcCall): string {
  const { deskId } = call.get('caller');
  if (param(call, 'uid') !== deskId) throw new Problem({ status: 403, code: 'other-desk', messageFr: 'Ce poste n’est pas celui qui appelle.' });
  return deskId;
}
