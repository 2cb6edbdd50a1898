import { sql } from 'kysely';
import type { Town } from '#shared/domain/desk/town.ts';
import { localDay } from '#shared/lib/dates.ts';
import type { Trx } from '../context.ts';

/** The next number of the GRC's own, of the town's year. */
export async function nextGrcNumber(trx: Trx, { zone }: Pick<Town, 'zone'>, nowMs: number): Promise<string> {
  const { rows } = await sql<{ number: string }>`select nextval('grc_number')::text as number`.execute(trx);
  return `D-${localDay(nowMs, zone).slice(0, 4)}-${(rows[0]?.number ?? '').padStart(6, '0')}`;
}
