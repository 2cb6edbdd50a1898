import type { Enrolment } from '#shared/contracts/grc-api/wire.ts';
import { enrolmentRequestSchema, sessionRequestSchema } from '#shared/contracts/grc-api/wire.ts';
import { heartbeatSchema } from '#shared/contracts/grc-api/about.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { LOOKED_UP_DAYS } from '../citizens/retention.ts';
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
    const rows = await grc.db.selectFrom('clerks').select('body').orderBy('id').execute();
    return call.json({ clerks: rows.map(({ body }) => body) });
  },

  'POST /sessions': async (grc, call) => {
    const { clerkId, pin } = await readBody(call, sessionRequestSchema);
    const clerk = await grc.db.selectFrom('clerks').selectAll().where('id', '=', clerkId).executeTakeFirst();
    if (clerk === undefined) throw wrongPin();
    const wait = Number(clerk.blocked_until) - grc.clock();
    if (wait > 0) throw tooSoon(wait);
    if (!(await verifyPin(pin, clerk.pin_verifier))) {
      const failures = clerk.failures + 1;
      const block = failures < FREE_TRIES ? 0 : Math.min(LONGEST_BLOCK_MS, 1000 * 2 ** (failures - FREE_TRIES));
      await grc.db.updateTable('clerks').set({ failures, blocked_until: grc.clock() + block }).where('id', '=', clerkId).execute();
      throw wrongPin();
    }
    const token = newSecret('clerk');
    const expiresAt = grc.clock() + SESSION_MS;
    await grc.db.updateTable('clerks').set({ failures: 0, blocked_until: 0 }).where('id', '=', clerkId).execute();
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
      procedures: null,
      policy: { idleLockMinutes: 10, cacheScope: 'site', lookedUpDays: LOOKED_UP_DAYS },
    });
  },
};

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
    const row = { site: town.site, desk: pair, label: label.trim() === '' ? `Guichet ${Number(pair)}` : label, version, credential_hash: hashSecret(credential) };
    await trx
      .insertInto('desks')
      .values({ id: deskId, ...row, enrolled_at: grc.clock(), seen_at: grc.clock(), waiting: 0 })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ label: row.label, version, credential_hash: row.credential_hash }))
      .execute();
    await trx.updateTable('enrolment_codes').set({ used_by: deskId }).where('hash', '=', hash).execute();
    return { deskId, site: row.site, desk: pair, label: row.label, credential, town: town.body, serverTime: nowIso(grc) };
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
