import { serviceRequestSchema } from '#shared/domain/service-request/service-request.ts';
import { markChanged } from '../change-log.ts';
import type { Grc } from '../context.ts';
import { announcement } from '../outbox.ts';
import { nextGrcNumber } from './grc-number.ts';

const AT_ONCE = 100;
const WHILE_SLOW_MS = 500;
const OTHERWISE_MS = 60_000;

/** Gives the numbers that are due, each once, whatever servers do it at the same time; milliseconds until it is worth another look. */
export async function giveNumbers(grc: Grc): Promise<number> {
  const { given, delay } = await grc.db.transaction().execute(async (trx) => {
    const { body: town, number_delay_ms: delay } = await trx.selectFrom('town').select(['body', 'number_delay_ms']).executeTakeFirstOrThrow();
    const due = await trx
      .selectFrom('pending_creations')
      .select('request_id')
      .where('due_at', '<=', grc.clock())
      .orderBy('due_at')
      .orderBy('request_id')
      .limit(AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const { request_id: id } of due) {
      const row = await trx.selectFrom('requests').select('body').where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
      const grcNumber = await nextGrcNumber(trx, town, grc.clock());
      const request = serviceRequestSchema.parse({ ...row.body, grcNumber, rev: row.body.rev + 1 });
      await trx.updateTable('requests').set({ body: JSON.stringify(request), rev: request.rev, grc_number: grcNumber }).where('id', '=', id).execute();
      await trx.deleteFrom('pending_creations').where('request_id', '=', id).execute();
      await markChanged(trx, 'requests', id);
      await announcement('number-given', id, request.rev, grc.clock()).execute(trx);
    }
    return { given: due.length, delay };
  });
  if (given > 0) grc.hints.poke();
  return delay > 0 || given === AT_ONCE ? WHILE_SLOW_MS : OTHERWISE_MS;
}
