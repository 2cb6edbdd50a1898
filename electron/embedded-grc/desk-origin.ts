import { sql } from 'kysely';
import type { Trx } from './context.ts';
import { Problem } from './problem.ts';

/** Whether what `other` recorded may come from this desk: it is the desk itself, or both went on from one. */
export async function isOfOneOrigin(trx: Trx, deskId: string, other: string): Promise<boolean> {
  if (other === deskId) return true;
  const { rows } = await sql`
    select 1 from desks me where me.id = ${deskId} and (me.origin = ${other} or exists (
      select 1 from desks it where it.id = ${other} and coalesce(it.origin, it.id) = coalesce(me.origin, me.id)))`.execute(trx);
  return rows.length > 0;
}

/**
 * A number that another record has: a desk and its copy may both have put it on paper before the copy was noticed. Then it stays
 * on both, as sealed, and either is found by it. Throws a retryable 409 while the desk is not known to have a copy.
 */
export async function keepSharedNumber(trx: Trx, deskId: string, digits: string, recordId: string): Promise<void> {
  const { rows } = await sql`
    select 1 from desks me where me.id = ${deskId} and (me.origin is not null or exists (select 1 from desks it where it.origin = me.id))`.execute(trx);
  if (rows.length === 0) throw new Problem({ status: 409, code: 'number-taken', messageFr: 'Ce numéro est déjà celui d’un autre enregistrement.', retryable: true });
  await trx.insertInto('numbers_given_twice').values({ desk_digits: digits, record_id: recordId }).execute();
}
