import { forgetTombstones } from '../change-log.ts';
import type { Grc } from '../context.ts';

const DAY_MS = 86_400_000;
/** A desk that was away for less finds its keys and all tombstones. */
export const KEPT_DAYS = 400;
const EVERY_MS = 3_600_000;

/** Forgets what nobody can still need; milliseconds until it is worth another look. */
export async function forgetOld(grc: Grc): Promise<number> {
  const now = grc.clock();
  const before = now - KEPT_DAYS * DAY_MS;
  await grc.db.transaction().execute(async (trx) => {
    await forgetTombstones(trx, before);
    await trx.deleteFrom('writes').where('recorded_at', '<', before).execute();
    await trx.deleteFrom('outbox').where('recorded_at', '<', before).execute();
    await trx.deleteFrom('sessions').where('expires_at', '<', now).execute();
    await trx.deleteFrom('locks').where('until', '<', now).execute();
  });
  return EVERY_MS;
}
