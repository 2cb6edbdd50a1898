import { createHash, randomUUID } from 'node:crypto';
import { auditBatchSchema } from '#shared/contracts/grc-api/wire.ts';
import { firstBroken } from '#shared/domain/desk/audit-chain.ts';
import { acceptWrite } from '../accept-write.ts';
import { nowIso, type Grc, type Trx } from '../context.ts';
import { isOfOneOrigin } from '../desk-origin.ts';
import { invalid, Problem } from '../problem.ts';
import type { Handlers } from './handlers.ts';

export const auditHandlers: Handlers = {
  'POST /audit/batches': (grc, call) =>
    acceptWrite(grc, call, {
      shape: auditBatchSchema,
      kind: 'append',
      effect: async (trx, { previous, entries }, _hash, key) => {
        const { deskId } = call.get('caller');
        for (const [index, { captured }] of entries.entries()) {
          if (!(await isOfOneOrigin(trx, deskId, captured.deskId))) throw invalid(`entries.${index}.captured.deskId`, 'Cette consultation n’est pas de ce poste.', 'other-desk');
        }
        const broken = firstBroken(previous, entries, (text) => createHash('sha256').update(text).digest('hex'));
        if (broken !== undefined) throw invalid(`entries.${broken}.hash`, 'La suite des consultations a été altérée.', 'audit-chain-broken');
        const answer = { id: key, rev: 0, grcNumber: null, acceptedAt: nowIso(grc) };
        const last = entries.at(-1)?.hash ?? '';
        if (!(await moveHead(grc, trx, deskId, previous, last))) return { created: false, answer };
        const rows = entries.map(({ opId, action, subjectId, captured, hash }) => ({
          op_id: opId, action, subject_id: subjectId, clerk_id: captured.clerk.id, desk_id: deskId, at: captured.at, hash,
        }));
        await trx.insertInto('audit').values(rows).execute();
        return { created: true, answer };
      },
    }),
};

/**
 * The batch must go on where the desk's chain stands, else 409. A chain that begins anew, after a damage on the desk, is taken
 * and kept as what it is; so is one that a copy of the desk carried on in its stead. False when the whole batch is here already, under another key.
 */
async function moveHead(grc: Grc, trx: Trx, deskId: string, previous: string | null, last: string): Promise<boolean> {
  // The first batch of a desk locks nothing: two at once meet at the insert, and one comes back.
  const head = await trx.selectFrom('audit_heads').selectAll().where('desk_id', '=', deskId).forUpdate().executeTakeFirst();
  if (head === undefined) {
    await trx.insertInto('audit_heads').values({ desk_id: deskId, hash: last }).execute();
    return true;
  }
  const known = await trx.selectFrom('audit').select('op_id').where('desk_id', '=', deskId).where('hash', '=', last).executeTakeFirst();
  if (known !== undefined) return false;
  if (previous === null) {
    await trx.insertInto('audit').values({ op_id: randomUUID(), action: 'chain-restarted', subject_id: null, clerk_id: '', desk_id: deskId, at: nowIso(grc), hash: null }).execute();
  } else if (previous !== head.hash && !(await isSentByCopy(trx, deskId, previous))) {
    throw new Problem({ status: 409, code: 'audit-chain-broken', messageFr: 'La suite des consultations de ce poste est rompue.', more: { knownHash: head.hash } });
  }
  await trx.updateTable('audit_heads').set({ hash: last }).where('desk_id', '=', deskId).execute();
  return true;
}

/** A look that waited on a desk and on its copy is kept once: whichever comes second goes on from there in its own chain. */
async function isSentByCopy(trx: Trx, deskId: string, hash: string): Promise<boolean> {
  const kept = await trx.selectFrom('audit').select('desk_id').where('hash', '=', hash).where('desk_id', '<>', deskId).execute();
  for (const { desk_id } of kept) if (await isOfOneOrigin(trx, deskId, desk_id)) return true;
  return false;
}
