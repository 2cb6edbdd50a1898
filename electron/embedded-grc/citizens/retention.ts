import { localDay } from '#shared/lib/dates.ts';
import type { Grc } from '../context.ts';

/** How long a desk keeps what it looked up; the server's word, since a desk's own clock may be wrong. */
export const LOOKED_UP_DAYS = 30;

const DAY_MS = 86_400_000;

/** The last day on which a desk may keep a person it looked up now: the policy's, or the record's own when that is earlier. */
export async function retentionNow(grc: Grc): Promise<(own: string | null) => string> {
  const { body: town } = await grc.db.selectFrom('town').select('body').executeTakeFirstOrThrow();
  const byPolicy = localDay(grc.clock() + LOOKED_UP_DAYS * DAY_MS, town.zone);
  return (own) => (own !== null && own < byPolicy ? own : byPolicy);
}
