import { documentCheckWriteSchema } from '#shared/contracts/grc-api/wire.ts';
import type { Attachment } from '#shared/domain/document/attachment.ts';
import type { DocumentCheck } from '#shared/domain/document/document-check.ts';
import { agedDocuments, documentsHeld, statusByDocuments } from '#shared/domain/service-request/request-life.ts';
import { serviceRequestSchema, type ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import { localDay } from '#shared/lib/dates.ts';
import { acceptWrite, alreadyDifferent, checkVersion } from '../accept-write.ts';
import { recordRead } from '../audit-trail.ts';
import { nowIso, type Grc, type Trx } from '../context.ts';
import { inScope } from '../guard/rights.ts';
import { dependencyMissing, invalid } from '../problem.ts';
import { checked, param } from '../read-body.ts';
import { requestsOf } from '../requests/find-requests.ts';
import { canonicalHash } from '../secrets.ts';
import type { Handlers } from './handlers.ts';

export const documentHandlers: Handlers = {
  'GET /citizens/{id}/documents': async (grc, call) => {
    const id = param(call, 'id');
    const requests = inScope(call, await requestsOf(grc.db, id));
    await recordRead(grc, call, 'documents-read', id);
    const { body: town } = await grc.db.selectFrom('town').select('body').executeTakeFirstOrThrow();
    const months = await validityMonths(grc, requests);
    return call.json({ documents: agedDocuments(documentsHeld(requests), months, localDay(grc.clock(), town.zone)) });
  },

  'PUT /requests/{uid}/documents/{checkId}': (grc, call) =>
    acceptWrite(grc, call, {
      shape: documentCheckWriteSchema,
      kind: 'amend',
      effect: async (trx, { check, attachments, captured }, _hash, key) => {
        const id = param(call, 'uid');
        if (check.id !== param(call, 'checkId')) throw invalid('check.id', 'L’identifiant de la pièce n’est pas celui de l’adresse.');
        const row = await trx.selectFrom('requests').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
        if (row === undefined) throw dependencyMissing('requestId', 'La demande de cette pièce n’est pas encore arrivée.');
        const answer = (rev: number) => ({ id, rev, grcNumber: row.grc_number, acceptedAt: nowIso(grc) });
        const before = row.body.documents.find((document) => document.id === check.id);
        if (call.req.header('if-none-match') !== '*') {
          checkVersion(call, row.rev, row.body);
          if (before === undefined) throw invalid('check.id', 'Cette pièce n’est pas de cette demande.');
          if (before.type !== check.type) throw invalid('check.type', 'Une pièce ne change pas de nature.');
        } else if (before !== undefined) {
          const [known, sent] = [canonicalHash(before), canonicalHash(check)];
          if (known !== sent) throw alreadyDifferent(known, sent);
          return { created: false, answer: answer(row.rev) };
        }
        const request = await withCheck(trx, row.body, { check, before, attachments, opId: key, at: captured?.at ?? nowIso(grc), by: captured?.clerk.name ?? '' });
        await trx.updateTable('requests').set({ body: JSON.stringify(request), rev: request.rev, status: request.status }).where('id', '=', id).execute();
        return { created: true, answer: answer(request.rev), changed: { topic: 'requests', id }, announced: { kind: 'document-checked', id, rev: request.rev } };
      },
    }),
};

type Checked = {
  readonly check: DocumentCheck;
  readonly before: DocumentCheck | undefined;
  readonly attachments: readonly Attachment[];
  readonly opId: string;
  readonly at: string;
  readonly by: string;
};

/** What was sealed stays: the check is one more amendment. */
async function withCheck(trx: Trx, body: ServiceRequest, { check, before, attachments, opId, at, by }: Checked): Promise<ServiceRequest> {
  const fresh = attachments.filter(({ id }) => !body.attachments.some((known) => known.id === id));
  const all = [...body.attachments, ...fresh];
  const stray = check.attachmentIds.findIndex((id) => !all.some((known) => known.id === id));
  if (stray >= 0) throw invalid(`check.attachmentIds.${stray}`, 'Cette pièce cite un fichier que la demande n’a pas.');
  const documents = before === undefined ? [...body.documents, check] : body.documents.map((document) => (document.id === check.id ? check : document));
  const verified = new Set((await trx.selectFrom('uploads').select('id').where('id', 'in', ['', ...fresh.map(({ id }) => id)]).where('verified', '=', true).execute()).map(({ id }) => id));
  return checked(serviceRequestSchema, {
    ...body,
    documents,
    attachments: all,
    attachmentStates: [...body.attachmentStates, ...fresh.map(({ id }) => ({ id, verified: verified.has(id) }))],
    status: statusByDocuments(body.status, documents),
    amendments: [...body.amendments, { id: opId, kind: 'complement', changes: [{ field: `documents.${check.id}`, before: before ?? null, after: check }], at, by }],
    rev: body.rev + 1,
  });
}

/** As the version of the catalogue under which the document came in says. */
async function validityMonths(grc: Grc, requests: readonly ServiceRequest[]): Promise<(document: { readonly requestId: string; readonly type: string }) => number | undefined> {
  const codes = [...new Set(requests.map(({ procedureCode }) => procedureCode))];
  const procedures = codes.length === 0 ? [] : await grc.db.selectFrom('procedures').select('body').where('code', 'in', codes).execute();
  return ({ requestId, type }) => {
    const request = requests.find(({ id }) => id === requestId);
    const procedure = procedures.find(({ body }) => body.code === request?.procedureCode && body.version === request.procedureVersion);
    return procedure?.body.documents.find((document) => document.type === type)?.validityMonths;
  };
}
