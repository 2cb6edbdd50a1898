import { mergeRequestWriteSchema, relationWriteSchema } from '#shared/contracts/grc-api/people.ts';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import { displayName } from '#shared/domain/citizen/display-name.ts';
import type { Relation } from '#shared/domain/citizen/relation.ts';
import { acceptWrite, checkVersion, sameOrRefused } from '../accept-write.ts';
import { recordRead } from '../audit-trail.ts';
import { nowIso, type Trx } from '../context.ts';
import { dependencyMissing, invalid, notFound } from '../problem.ts';
import { param } from '../read-body.ts';
import type { Handlers } from './handlers.ts';

export const relationHandlers: Handlers = {
  'GET /citizens/{id}/relations': async (grc, call) => {
    const id = param(call, 'id');
    const citizen = await grc.db.selectFrom('citizens').select('body').where('id', '=', id).executeTakeFirst();
    if (citizen === undefined) throw notFound();
    await recordRead(grc, call, 'relations-read', id);
    const rows = await grc.db
      .selectFrom('relations')
      .selectAll()
      .where((where) => where.or([where('citizen_id', '=', id), where('other_id', '=', id)]))
      .orderBy('id')
      .execute();
    const otherOf = (row: { readonly citizen_id: string; readonly other_id: string }): string => (row.citizen_id === id ? row.other_id : row.citizen_id);
    const { householdId } = citizen.body;
    const others = await grc.db
      .selectFrom('citizens')
      .select('body')
      .where((where) => where.or([where('id', 'in', ['', ...rows.map(otherOf)]), ...(householdId === undefined ? [] : [where(where.ref('body', '->>').key('householdId'), '=', householdId)])]))
      .orderBy('search_line')
      .execute();
    const people = new Map(others.map(({ body }) => [body.id, personOf(body)]));
    return call.json({
      household: others.filter(({ body }) => body.id !== id && householdId !== undefined && body.householdId === householdId).map(({ body }) => personOf(body)),
      relations: rows
        .map((row) => ({ relation: { ...row.body, rev: row.rev }, other: people.get(otherOf(row)) }))
        .sort((a, b) => (placeOf(a.relation) < placeOf(b.relation) ? -1 : 1)),
    });
  },

  'PUT /citizens/{id}/relations/{uid}': (grc, call) =>
    acceptWrite(grc, call, {
      shape: relationWriteSchema,
      kind: 'amend',
      effect: async (trx, { relation }, bodyHash) => {
        const id = param(call, 'uid');
        if (relation.id !== id) throw invalid('relation.id', 'L’identifiant du lien n’est pas celui de l’adresse.');
        if (relation.citizenId === relation.otherId) throw invalid('relation.otherId', 'Un lien unit deux personnes différentes.');
        if (![relation.citizenId, relation.otherId].includes(param(call, 'id'))) throw invalid('relation.citizenId', 'Ce lien n’est pas celui de cette personne.');
        const row = await trx.selectFrom('relations').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
        const answer = (rev: number) => ({ id, rev, grcNumber: null, acceptedAt: nowIso(grc) });
        if (call.req.header('if-none-match') === '*') {
          const known = sameOrRefused(row, bodyHash);
          if (known !== undefined) return { created: false, answer: answer(known.rev) };
          await checkKnown(trx, [relation.citizenId, relation.otherId]);
          await trx.insertInto('relations').values({ id, citizen_id: relation.citizenId, other_id: relation.otherId, body: JSON.stringify(relation), rev: 1, body_hash: bodyHash }).execute();
          return { created: true, answer: answer(1), changed: { topic: 'relations', id } };
        }
        if (row === undefined) throw dependencyMissing('relation.id', 'Ce lien n’est pas encore arrivé.');
        checkVersion(call, row.rev, { ...row.body, rev: row.rev });
        if (row.citizen_id !== relation.citizenId || row.other_id !== relation.otherId) throw invalid('relation.citizenId', 'Un lien ne change pas de personnes.');
        await trx.updateTable('relations').set({ body: JSON.stringify(relation), rev: row.rev + 1, body_hash: bodyHash }).where('id', '=', id).execute();
        return { created: true, answer: answer(row.rev + 1), changed: { topic: 'relations', id } };
      },
    }),

  'POST /citizens/{id}/merge-requests': (grc, call) =>
    acceptWrite(grc, call, {
      shape: mergeRequestWriteSchema,
      kind: 'append',
      effect: async (trx, { mergeRequest }, bodyHash) => {
        const { id, citizenId, otherIds } = mergeRequest;
        const everybody = [citizenId, ...otherIds];
        if (!everybody.includes(param(call, 'id'))) throw invalid('mergeRequest.citizenId', 'Cette demande ne concerne pas cette fiche.');
        if (new Set(everybody).size < everybody.length) throw invalid('mergeRequest.otherIds', 'Une fiche ne fusionne pas avec elle-même.');
        const answer = { id, rev: 1, grcNumber: null, acceptedAt: nowIso(grc) };
        const known = sameOrRefused(await trx.selectFrom('merge_requests').selectAll().where('id', '=', id).executeTakeFirst(), bodyHash);
        if (known !== undefined) return { created: false, answer };
        await checkKnown(trx, everybody);
        await trx.insertInto('merge_requests').values({ id, citizen_id: citizenId, body: JSON.stringify(mergeRequest), body_hash: bodyHash }).execute();
        return { created: true, answer, announced: { kind: 'merge-requested', id, rev: 1 } };
      },
    }),
};

function personOf(citizen: Citizen): { citizenId: string; displayName: string; birthDate: string | null } {
  return { citizenId: citizen.id, displayName: displayName(citizen), birthDate: citizen.birthDate ?? null };
}

/** Those in force first, by kind. */
function placeOf({ endedOn, kind, id }: Relation): string {
  return [endedOn === undefined ? 0 : 1, kind, id].join(' ');
}

async function checkKnown(trx: Trx, people: readonly string[]): Promise<void> {
  const known = await trx.selectFrom('citizens').select('id').where('id', 'in', people).execute();
  if (known.length < people.length) throw dependencyMissing('citizenId', 'Une de ces personnes n’est pas encore arrivée.');
}
