import { sql } from 'kysely';
import type { Database } from './open-database.ts';

/** More than was numbered since the copy, so that no number on a paper is given again; the registers show the gap. */
const SKIPPED_NUMBERS = 10_000;

/**
 * Says that this storage is an earlier state of itself: every desk reads it again from the beginning, since its cursor may be
 * ahead, every audit chain is taken up where its desk stands, and no desk is taken for a copy of what it was.
 */
export async function markRestored(db: Database): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`update town set instance = gen_random_uuid()::text`.execute(trx);
    await sql`select setval('grc_number', nextval('grc_number') + ${SKIPPED_NUMBERS})`.execute(trx);
    await sql`update counters set last = last + ${SKIPPED_NUMBERS}`.execute(trx);
    await trx.deleteFrom('audit_heads').execute();
    await trx.updateTable('desks').set({ nonce: null }).execute();
  });
}
