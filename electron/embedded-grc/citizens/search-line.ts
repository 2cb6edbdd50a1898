import { sql } from 'kysely';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import { columns, searchCells } from '#shared/domain/citizen/search-line.ts';
import type { Database } from '../storage/open-database.ts';

const BATCH = 500;

/** What the search reads of a person: names, birth, phones and e-mails, marked as in the desk's own index. */
export function searchLineOf(citizen: Citizen): string {
  const cells = searchCells(citizen, []).slice(columns.names, columns.emails + 1);
  return cells.map((terms) => terms.join('')).join('\t');
}

/** Makes the lines that are not there, e.g. since a migration changed how they are written. */
export async function fillSearchLines(db: Database): Promise<void> {
  for (;;) {
    const filled = await db.transaction().execute(async (trx) => {
      const rows = await trx.selectFrom('citizens').select(['id', 'body']).where('search_line', 'is', null).limit(BATCH).forUpdate().skipLocked().execute();
      for (const { id, body } of rows) await sql`update citizens set search_line = ${searchLineOf(body)} where id = ${id}`.execute(trx);
      return rows.length;
    });
    if (filled < BATCH) return;
  }
}
