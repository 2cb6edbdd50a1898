import { lockWriteSchema, type LockAnswer } from '#shared/contracts/grc-api/desk-life.ts';
import { acceptWrite } from '../accept-write.ts';
import type { Caller, Trx } from '../context.ts';
import { notFound, Problem } from '../problem.ts';
import { param } from '../read-body.ts';
import type { Handlers } from './handlers.ts';

export const lockHandlers: Handlers = {
  'PUT /requests/{uid}/lock': (grc, call) =>
    acceptWrite(grc, call, {
      shape: lockWriteSchema,
      kind: 'append',
      effect: async (trx, { seconds }) => {
        const id = param(call, 'uid');
        const request = await trx.selectFrom('requests').select('id').where('id', '=', id).executeTakeFirst();
        if (request === undefined) throw notFound();
        const now = grc.clock();
        const until = now + seconds * 1000;
        await take(trx, id, call.get('caller'), now, until);
        const answer: LockAnswer = { id, rev: 0, grcNumber: null, acceptedAt: new Date(now).toISOString(), until: new Date(until).toISOString() };
        return { created: true, answer };
      },
    }),
};

/** In one statement, so that of two clerks one gets it; giving it back is holding it until now. */
async function take(trx: Trx, requestId: string, caller: Caller, now: number, until: number): Promise<void> {
  const mine = { desk_id: caller.deskId, clerk_id: caller.kind === 'clerk' ? caller.clerkId : '' };
  const taken = await trx
    .insertInto('locks')
    .values({ request_id: requestId, ...mine, until })
    .onConflict((conflict) =>
      conflict
        .column('request_id')
        .doUpdateSet({ ...mine, until })
        .where((where) => where.or([where('locks.until', '<=', now), where.and([where('locks.desk_id', '=', mine.desk_id), where('locks.clerk_id', '=', mine.clerk_id)])])),
    )
    .returning('request_id')
    .executeTakeFirst();
  if (taken !== undefined) return;
  const held = await trx.selectFrom('locks').innerJoin('clerks', 'clerks.id', 'locks.clerk_id').select(['clerks.body', 'locks.until']).where('request_id', '=', requestId).executeTakeFirstOrThrow();
  throw new Problem({
    status: 409,
    code: 'locked-by-other',
    messageFr: `${held.body.name} travaille sur cette demande.`,
    retryable: true,
    more: { holder: held.body.name, until: new Date(Number(held.until)).toISOString() },
  });
}
