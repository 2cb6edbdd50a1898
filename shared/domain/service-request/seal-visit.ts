import type { DocumentCheck } from '#shared/domain/document/document-check.ts';
import type { Procedure } from '#shared/domain/procedure/procedure.ts';
import { validateForm } from '#shared/lib/json-schema/validate-form.ts';
import { documentsAsked } from './check-visit.ts';
import type { Party, RequestIntent } from './service-request.ts';
import type { DraftPerson, VisitDraft } from './visit-draft.ts';

/**
 * The request that a checked visit asks main to seal. Documents that nobody ticked are missing: a receipt never says
 * less. Throws if `checkVisit` would refuse the visit.
 */
export function requestOfVisit(draft: VisitDraft, procedure: Procedure): RequestIntent {
  const form = validateForm(procedure.form, draft.values);
  if (!form.ok) throw new Error('requestOfVisit: the visit was not checked');
  return {
    id: draft.requestId,
    procedureCode: procedure.code,
    procedureVersion: procedure.version,
    procedureTitle: procedure.title,
    departmentCode: procedure.departmentCode,
    ...arrivalOf(draft),
    ...(draft.applicant !== null && draft.applicant !== 'anonymous' && { applicant: partyOf(draft.applicant) }),
    ...(draft.representative !== null && { representative: partyOf(draft.representative) }),
    beneficiaries: draft.beneficiaries.map(partyOf),
    form: form.value,
    documents: documentChecks(draft, procedure),
    attachments: draft.attachments.map(({ attachment }) => attachment),
    ...(draft.note.trim() !== '' && { note: draft.note.trim() }),
    trackingToken: draft.trackingToken,
  };
}

function arrivalOf({ letter }: VisitDraft): Pick<RequestIntent, 'channel' | 'receivedOn' | 'arrivedBy'> {
  if (letter === undefined) return { channel: 'counter' };
  const { mailItemId, receivedOn, postmarkedOn } = letter;
  return { channel: 'mail', receivedOn, arrivedBy: { mailItemId, ...(postmarkedOn !== undefined && { postmarkedOn }) } };
}

/** Every new person of the visit, once each, with the opId of its creation. */
export function newPersons(draft: VisitDraft): readonly Extract<DraftPerson, { kind: 'new' }>[] {
  const applicant = draft.applicant === 'anonymous' ? null : draft.applicant;
  const everyone = [applicant, draft.representative, ...draft.beneficiaries];
  const unique = new Map<string, Extract<DraftPerson, { kind: 'new' }>>();
  for (const person of everyone) if (person?.kind === 'new') unique.set(person.citizen.id, person);
  return [...unique.values()];
}

export function personId(person: DraftPerson): string {
  return person.kind === 'known' ? person.citizenId : person.citizen.id;
}

function partyOf(person: DraftPerson): Party {
  return { citizenId: personId(person), displayName: person.displayName };
}

function documentChecks(draft: VisitDraft, procedure: Procedure): readonly DocumentCheck[] {
  return documentsAsked(procedure, draft.values).flatMap((required) => {
    const typed = draft.documents[required.type];
    const attachmentIds = draft.attachments.filter((file) => file.documentType === required.type).map((file) => file.attachment.id);
    if (typed === undefined) throw new Error(`requestOfVisit: no state for ${required.type}`);
    return [
      {
        id: typed.id,
        type: required.type,
        title: required.title,
        mandatory: required.mandatory,
        status: typed.status,
        ...(typed.reason.trim() !== '' && { reason: typed.reason.trim() }),
        ...((typed.status === 'provided' || typed.status === 'seen') && { origin: draft.letter === undefined ? ('brought' as const) : ('mailed' as const) }),
        ...(typed.original !== undefined && { original: typed.original }),
        attachmentIds,
      },
    ];
  });
}
