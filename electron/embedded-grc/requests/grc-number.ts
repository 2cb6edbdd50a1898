import { sql } from 'kysely';
import type { Town } from '#shared/domain/desk/town.ts';
import { localDay } from '#shared/lib/dates.ts';
import type { Trx } from '../context.ts';

/** The next number of the GRC's own, of the town's year. */
export async function nextGrcNumber(trx: Trx, town: Pick<Town, 'zone'>, nowMs: number): Promise<string> {
  const { rows } = await sql<{ drawn: string }>`select nextval('grc_number')::text as drawn`.execute(trx);
  return grcNumberOf(rows[0]?.drawn ?? '', town, nowMs);
}

/** As papers carry it, from what the sequence gave. */
export function grcNumberOf(drawn: string, { zone }: Pick<Town, 'zone'>, nowMs: number): string {
  return `D-${localDay(nowMs, zone).slice(0, 4)}-${drawn.padStart(6, '0')}`;
}
