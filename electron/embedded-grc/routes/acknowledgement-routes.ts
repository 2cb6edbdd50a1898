import { deliveryWriteSchema } from '#shared/contracts/grc-api/papers.ts';
import { composeAcknowledgement, type Acknowledgement, type AcknowledgementRefusal } from '#shared/domain/receipt/acknowledgement.ts';
import type { ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import type { Result } from '#shared/lib/result.ts';
import { acceptWrite, sameOrRefused } from '../accept-write.ts';
import { peopleIn, recordRead } from '../audit-trail.ts';
import { nowIso, type Grc } from '../context.ts';
import { inScope } from '../guard/rights.ts';
import { dependencyMissing, invalid, notFound } from '../problem.ts';
import { param } from '../read-body.ts';
import { canonicalHash } from '../secrets.ts';
import type { Handlers } from './handlers.ts';

export const acknowledgementHandlers: Handlers = {
  'GET /requests/{uid}/acknowledgement': async (grc, call) => {
    const id = param(call, 'uid');
    const row = await grc.db.selectFrom('requests').select('body').where('id', '=', id).executeTakeFirst();
    if (row === undefined || inScope(call, [row.body]).length === 0) throw notFound();
    await recordRead(grc, call, 'acknowledgement-read', peopleIn([row.body]));
    const composed = await compose(grc, row.body);
    const shown = composed.ok ? { acknowledgement: composed.value, sha256: await issue(grc, id, composed.value), refusal: null } : { acknowledgement: null, sha256: null, refusal: composed.refusal };
    const deliveries = await grc.db
      .selectFrom('deliveries')
      .innerJoin('acknowledgements', (join) => join.onRef('acknowledgements.request_id', '=', 'deliveries.request_id').onRef('acknowledgements.sha256', '=', 'deliveries.sha256'))
      .select(['deliveries.body as delivery', 'acknowledgements.body as acknowledgement'])
      .where('deliveries.request_id', '=', id)
      .orderBy('deliveries.id')
      .execute();
    return call.json({ ...shown, deliveries });
  },

  'POST /requests/{uid}/acknowledgement/deliveries': (grc, call) =>
    acceptWrite(grc, call, {
      shape: deliveryWriteSchema,
      kind: 'append',
      effect: async (trx, { delivery }, bodyHash) => {
        const { id, sha256 } = delivery;
        const requestId = param(call, 'uid');
        const answer = { id, rev: 1, grcNumber: null, acceptedAt: nowIso(grc) };
        const known = sameOrRefused(await trx.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst(), bodyHash);
        if (known !== undefined) return { created: false, answer };
        const request = await trx.selectFrom('requests').select('id').where('id', '=', requestId).executeTakeFirst();
        if (request === undefined) throw dependencyMissing('requestId', 'La demande n’est pas encore arrivée.');
        const issued = await trx.selectFrom('acknowledgements').select('sha256').where('request_id', '=', requestId).where('sha256', '=', sha256).executeTakeFirst();
        if (issued === undefined) throw invalid('delivery.sha256', 'Ce texte n’est pas celui d’un accusé de réception de cette demande.');
        await trx.insertInto('deliveries').values({ id, request_id: requestId, sha256, body: JSON.stringify(delivery), body_hash: bodyHash }).execute();
        return { created: true, answer, announced: { kind: 'acknowledgement-delivered', id: requestId, rev: 1 } };
      },
    }),
};

async function compose(grc: Grc, request: ServiceRequest): Promise<Result<Acknowledgement, AcknowledgementRefusal>> {
  const { body: town } = await grc.db.selectFrom('town').select('body').executeTakeFirstOrThrow();
  const { body: department } = await grc.db.selectFrom('departments').select('body').where('code', '=', request.departmentCode).executeTakeFirstOrThrow(notFound);
  const { body: procedure } = await grc.db
    .selectFrom('procedures')
    .select('body')
    .where('code', '=', request.procedureCode)
    .where('version', '=', request.procedureVersion)
    .executeTakeFirstOrThrow();
  const applicant = request.applicant && (await grc.db.selectFrom('citizens').select('body').where('id', '=', request.applicant.citizenId).executeTakeFirstOrThrow());
  const applicantName = applicant === undefined ? null : `${applicant.body.birthName} ${applicant.body.firstNames}`.trim();
  return composeAcknowledgement({ request, procedure, department, town, applicantName, applicantAddress: applicant?.body.address });
}

/** Keeps the text before it is shown: what a citizen may hold in hand is never lost. */
async function issue(grc: Grc, requestId: string, acknowledgement: Acknowledgement): Promise<string> {
  const sha256 = canonicalHash(acknowledgement);
  await grc.db
    .insertInto('acknowledgements')
    .values({ request_id: requestId, sha256, body: JSON.stringify(acknowledgement), issued_at: grc.clock() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return sha256;
}
