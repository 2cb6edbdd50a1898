import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { enrolmentRequestSchema, Enrolment } from '#shared/contracts/grc-api/wire.ts';
import { localDay } from '#shared/lib/dates.ts';
import { nowIso, type Grc, type Trx } from './context.ts';
import { Problem } from './problem.ts';
import { hashSecret, newSecret } from './secrets.ts';

const DESKS_PER_SITE = 99;

type Asked = z.output<typeof enrolmentRequestSchema>;

/**
 * One code, one desk (a site token: any number of desks). The same desk asking again keeps its pair and gets a new credential;
 * another computer that asks with its id, from a copied disk, is told so.
 */
export async function enrolDesk(grc: Grc, deskId: string, code: string, asked: Asked): Promise<Enrolment> {
  return grc.db.transaction().execute(async (trx) => {
    const hash = hashSecret(code);
    const known = await trx.selectFrom('enrolment_codes').selectAll().where('hash', '=', hash).forUpdate().executeTakeFirst();
    if (known === undefined) throw refused('enrolment-code-wrong', 'Ce code de rattachement n’est pas reconnu.');
    const used = known.kind === 'one-time' && known.used_by !== null && known.used_by !== deskId;
    if (used || (known.expires_at !== null && Number(known.expires_at) < grc.clock())) {
      throw refused('enrolment-code-expired', 'Ce code de rattachement a expiré ou a déjà servi.');
    }
    const town = await trx.selectFrom('town').selectAll().executeTakeFirstOrThrow();
    const pair = await pairFor(trx, deskId, town.site, asked);
    const { label, version, nonce = null } = asked;
    const credential = newSecret('desk');
    const row = { label: label.trim() === '' ? `Guichet ${Number(pair)}` : label, version, credential_hash: hashSecret(credential), scope: known.scope === null ? null : JSON.stringify(known.scope), nonce };
    const enrolled = await trx
      .insertInto('desks')
      .values({ id: deskId, site: town.site, desk: pair, ...row, origin: await originOf(trx, asked), enrolled_at: grc.clock(), seen_at: grc.clock(), waiting: 0 })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row).where(sql<boolean>`desks.nonce is null or excluded.nonce is null or desks.nonce = excluded.nonce`))
      .returning('desk')
      .executeTakeFirst();
    if (enrolled === undefined) throw cloned();
    await trx.updateTable('enrolment_codes').set({ used_by: deskId }).where('hash', '=', hash).execute();
    return { deskId, site: town.site, desk: enrolled.desk, label: row.label, credential, town: town.body, serverTime: nowIso(grc) };
  });
}

/**
 * A desk shows that it is no copy: `last` is what the GRC holds of it, or `next` already is since the answer was lost. One
 * statement, so that of a desk and its copy only one goes on, whichever server they ask. Throws `desk-cloned` at the other.
 * Answers with the last number of this year that the GRC holds of the desk.
 */
export async function presentDesk(grc: Grc, deskId: string, { last, next }: { readonly last: string | null; readonly next: string }): Promise<string | null> {
  const taken = await grc.db
    .updateTable('desks')
    .set({ nonce: next, seen_at: grc.clock() })
    .where('id', '=', deskId)
    .where(({ eb, or }) => or([eb('nonce', 'is', null), eb('nonce', '=', last), eb('nonce', '=', next)]))
    .returning(['site', 'desk'])
    .executeTakeFirst();
  if (taken !== undefined) return lastNumberOf(grc, taken);
  await grc.db.insertInto('audit').values({ op_id: randomUUID(), action: 'desk-cloned', subject_id: null, clerk_id: '', desk_id: deskId, at: nowIso(grc) }).execute();
  throw cloned();
}

async function lastNumberOf(grc: Grc, { site, desk }: { readonly site: string; readonly desk: string }): Promise<string | null> {
  const { body: town } = await grc.db.selectFrom('town').select('body').executeTakeFirstOrThrow();
  const series = `${localDay(grc.clock(), town.zone).slice(2, 4)}${site}${desk}`;
  const { rows } = await sql<{ last: string | null }>`
    select max(desk_digits) as last from (
      select desk_digits from requests where desk_digits between ${`${series}00000000`} and ${`${series}99999999`}
      union all select desk_digits from mail_items where desk_digits between ${`${series}00000000`} and ${`${series}99999999`}) held`.execute(grc.db);
  return rows[0]?.last?.replace(/^(\d{2})(\d{3})(\d{2})(\d{6})(\d{2})$/, '$1-$2-$3-$4-$5') ?? null;
}

/** The pair it has, the one it had if the GRC lost the desk, or a free one. */
async function pairFor(trx: Trx, deskId: string, site: string, { formerly }: Asked): Promise<string> {
  const rows = await trx.selectFrom('desks').select(['id', 'desk']).where('site', '=', site).execute();
  const before = rows.find(({ id }) => id === deskId);
  if (before !== undefined) return before.desk;
  if (rows.length >= DESKS_PER_SITE) throw refused('site-full', 'Ce site a déjà tous ses postes.', 409);
  const taken = new Set(rows.map(({ desk }) => desk));
  return formerly?.site === site && !taken.has(formerly.desk) ? formerly.desk : freeDesk(taken);
}

/** The first of the desks that it went on from, which this storage may not know. */
async function originOf(trx: Trx, { formerly }: Asked): Promise<string | null> {
  if (formerly === undefined) return null;
  const before = await trx.selectFrom('desks').select('origin').where('id', '=', formerly.deskId).executeTakeFirst();
  return before?.origin ?? formerly.deskId;
}

function freeDesk(taken: ReadonlySet<string>): string {
  for (let number = 1; number <= DESKS_PER_SITE; number += 1) {
    const desk = String(number).padStart(2, '0');
    if (!taken.has(desk)) return desk;
  }
  throw new Error('no free desk among 99, though fewer are taken');
}

function cloned(): Problem {
  return refused('desk-cloned', 'Ce poste est une copie d’un autre : rattachez-le avec un nouveau code.', 409);
}

function refused(code: string, messageFr: string, status = 403): Problem {
  return new Problem({ status, code, messageFr });
}
