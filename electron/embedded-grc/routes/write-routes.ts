import { amendmentWriteSchema, citizenWriteSchema, requestWriteSchema } from '#shared/contracts/grc-api/wire.ts';
import { citizenSchema } from '#shared/domain/citizen/citizen.ts';
import { isStaleStatus, statusByDocuments } from '#shared/domain/service-request/request-life.ts';
import type { Procedure } from '#shared/domain/procedure/procedure.ts';
import { serviceRequestSchema, type Amendment, type KeptAmendment, type SealedRequest, type ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import { validateForm } from '#shared/lib/json-schema/validate-form.ts';
import { acceptWrite, checkVersion, sameOrRefused, staleVersion } from '../accept-write.ts';
import { amended, knownAmendment } from '../amend.ts';
import { nowIso } from '../context.ts';
import { keepSharedNumber } from '../desk-origin.ts';
import { searchLineOf } from '../citizens/search-line.ts';
import { dependencyMissing, invalid, notFound } from '../problem.ts';
import { checked, param } from '../read-body.ts';
import { refuseNir } from '../refuse-nir.ts';
import { answerOf } from '../requests/creation-answer.ts';
import { grcNumberOf } from '../requests/grc-number.ts';
import { digitsOf, nameParties, storeRequest } from '../requests/store-request.ts';
import { countKnown, peopleOf, surroundings } from '../requests/surroundings.ts';
import type { Handlers } from './handlers.ts';

const CITIZEN_FIELDS = ['birthName', 'usedName', 'firstNames', 'birthDate', 'birthPlace', 'phones', 'emails', 'address', 'householdId'];
const REQUEST_FIELDS = ['form', 'documents', 'note', 'beneficiaries', 'representative', 'applicant'];

export const writeHandlers: Handlers = {
  'PUT /citizens/{id}': (grc, call) =>
    acceptWrite(grc, call, {
      shape: citizenWriteSchema,
      kind: 'create',
      effect: async (trx, { citizen }, bodyHash) => {
        const id = param(call, 'id');
        if (citizen.id !== id) throw invalid('citizen.id', 'L’identifiant de la fiche n’est pas celui de l’adresse.');
        const known = sameOrRefused(await trx.selectFrom('citizens').selectAll().where('id', '=', id).executeTakeFirst(), bodyHash);
        const answer = { id, rev: known?.rev ?? 1, grcNumber: null, acceptedAt: nowIso(grc) };
        if (known !== undefined) return { created: false, answer };
        await trx.insertInto('citizens').values({ id, body: JSON.stringify(citizen), rev: 1, retention: null, body_hash: bodyHash, search_line: searchLineOf(citizen) }).execute();
        return { created: true, answer, changed: { topic: 'citizens', id }, announced: { kind: 'citizen-created', id, rev: 1 } };
      },
    }),

  'PUT /citizens/{id}/amendments/{opId}': (grc, call) =>
    acceptWrite(grc, call, {
      shape: amendmentWriteSchema,
      kind: 'amend',
      effect: async (trx, { amendment, captured }) => {
        const id = param(call, 'id');
        const row = await trx.selectFrom('citizens').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
        if (row === undefined) throw notFound();
        const { amendments = [] } = row.body;
        const acceptedAt = nowIso(grc);
        if (knownAmendment(amendments, amendment)) return { created: false, answer: { id, rev: row.rev, grcNumber: null, acceptedAt } };
        const current = { ...row.body, rev: row.rev };
        checkVersion(call, row.rev, current);
        const amendedCitizen = checked(citizenSchema, amended(current, amendment.changes, CITIZEN_FIELDS));
        const kept: KeptAmendment = { ...amendment, at: captured?.at ?? acceptedAt, by: captured?.clerk.name ?? '' };
        const citizen = { ...amendedCitizen, amendments: [...amendments, kept] };
        const rev = row.rev + 1;
        await trx.updateTable('citizens').set({ body: JSON.stringify(citizen), rev, search_line: searchLineOf(citizen) }).where('id', '=', id).execute();
        return { created: true, answer: { id, rev, grcNumber: null, acceptedAt }, changed: { topic: 'citizens', id }, announced: { kind: 'citizen-amended', id, rev } };
      },
    }),

  'PUT /requests/{uid}': (grc, call) =>
    acceptWrite(grc, call, {
      shape: requestWriteSchema,
      kind: 'create',
      effect: async (trx, sealed, bodyHash) => {
        const id = param(call, 'uid');
        if (sealed.id !== id) throw invalid('id', 'L’identifiant de la demande n’est pas celui de l’adresse.');
        const { town, delay, drawn, known, procedure, peopleKnown } = await surroundings(trx, sealed);
        const same = sameOrRefused(known, bodyHash);
        if (same !== undefined) return { created: false, answer: answerOf(same.body) };
        checkForm(procedure, sealed);
        refuseNir({ form: sealed.form, note: sealed.note });
        checkPeople(sealed, peopleKnown);
        const request = received(sealed, nowIso(grc), drawn === null ? null : grcNumberOf(drawn, town, grc.clock()));
        if (!(await storeRequest(trx, sealed, request, bodyHash))) {
          await keepSharedNumber(trx, call.get('caller').deskId, digitsOf(request) ?? '', id);
          await storeRequest(trx, sealed, request, bodyHash, null);
        }
        if (delay > 0) await trx.insertInto('pending_creations').values({ request_id: id, due_at: grc.clock() + delay }).execute();
        return { created: true, answer: answerOf(request), changed: { topic: 'requests', id }, announced: { kind: 'request-received', id, rev: request.rev } };
      },
      renewed: async (trx, answer) => {
        if (answer.numberToCome === undefined) return answer;
        const { body } = await trx.selectFrom('requests').select('body').where('id', '=', answer.id).executeTakeFirstOrThrow();
        return answerOf(body);
      },
    }),

  'PUT /requests/{uid}/amendments/{opId}': (grc, call) =>
    acceptWrite(grc, call, {
      shape: amendmentWriteSchema,
      kind: 'amend',
      effect: async (trx, { amendment, captured }) => {
        const id = param(call, 'uid');
        const row = await trx.selectFrom('requests').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
        if (row === undefined) throw dependencyMissing('requestId', 'La demande à rectifier n’est pas encore arrivée.');
        const answer = (rev: number) => ({ id, rev, grcNumber: row.grc_number, acceptedAt: nowIso(grc) });
        if (knownAmendment(row.body.amendments, amendment)) return { created: false, answer: answer(row.rev) };
        checkVersion(call, row.rev, row.body);
        if (isStaleStatus(amendment.kind, amendment.seenStatus, row.body.status)) throw staleVersion(row.rev, row.body, 'status');
        const request = amendRequest(row.body, amendment, captured?.at ?? nowIso(grc), captured?.clerk.name ?? '');
        refuseNir({ form: request.form, note: request.note });
        if (peopleOf(request).join() !== peopleOf(row.body).join()) {
          checkPeople(request, await countKnown(trx, request));
          await trx.deleteFrom('request_parties').where('request_id', '=', id).execute();
          await nameParties(trx, request);
        }
        await trx.updateTable('requests').set({ body: JSON.stringify(request), rev: request.rev, status: request.status }).where('id', '=', id).execute();
        return { created: true, answer: answer(request.rev), changed: { topic: 'requests', id }, announced: { kind: 'request-amended', id, rev: request.rev } };
      },
    }),
};

/** An immutable version stays valid for what was recorded under it, withdrawn or not. */
function checkForm(procedure: Procedure | undefined, sealed: SealedRequest): void {
  if (procedure === undefined) throw dependencyMissing('procedureCode', 'La GRC ne connaît pas cette démarche.');
  const form = validateForm(procedure.form, sealed.form);
  if (form.ok) return;
  const [first] = form.refusal;
  throw invalid(`form.${first?.field ?? ''}`, first?.messageFr ?? 'Le formulaire n’est pas conforme.');
}

function checkPeople(sealed: SealedRequest, known: number): void {
  if (known < peopleOf(sealed).length) throw dependencyMissing('applicant', 'Une personne de cette demande n’est pas encore arrivée.');
}

function received(sealed: SealedRequest, acceptedAt: string, grcNumber: string | null): ServiceRequest {
  return {
    ...sealed,
    status: statusByDocuments('received', sealed.documents),
    grcNumber,
    acceptedAt,
    amendments: [],
    attachmentStates: sealed.attachments.map(({ id }) => ({ id, verified: false })),
    rev: 1,
  };
}

function amendRequest(body: ServiceRequest, amendment: Amendment, at: string, by: string): ServiceRequest {
  const request = checked(serviceRequestSchema, {
    ...amended(body, amendment.changes, REQUEST_FIELDS),
    amendments: [...body.amendments, { ...amendment, at, by }],
    rev: body.rev + 1,
  });
  const withdrawn = amendment.kind === 'void' || amendment.kind === 'withdrawal';
  return { ...request, status: withdrawn ? 'withdrawn' : statusByDocuments(body.status, request.documents) };
}
