import type { CitizenRecord, WriteAnswer } from '#shared/contracts/grc-api/wire.ts';
import type { Amendment, ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import type { Captured } from '#shared/domain/desk/captured.ts';
import type { Operation } from './operation.ts';
import { inOrderOfEntry, type QueuedOperation } from './queued-operation.ts';

/** A demande as this desk shows it: *Enregistré sur ce poste -> En attente -> Transmis | À traiter*. */
export type OverlaidRequest = ServiceRequest & {
  /** Never ahead of the truth. */
  readonly transmission: 'recorded-here' | 'waiting' | 'transmitted' | 'to-handle';
  readonly attachmentsWaiting: number;
};

/** The demande with everything that waits for it laid over what the GRC approved; null when neither knows it. */
export function overlayRequest(base: ServiceRequest | null, queue: readonly QueuedOperation[]): OverlaidRequest | null {
  const waiting = [...queue].sort(inOrderOfEntry);
  let record = base;
  for (const { operation } of waiting) record = applyHere(record, operation);
  if (record === null) return null;
  const uploads = new Set(waiting.flatMap(({ operation }) => (operation.type === 'attachment/upload' ? [operation.attachment.id] : [])));
  return { ...record, transmission: transmissionOf(waiting), attachmentsWaiting: uploads.size };
}

/** A person as this desk shows them; `transmission` while something of theirs waits here. */
export type OverlaidCitizen = CitizenRecord & { readonly transmission?: Exclude<OverlaidRequest['transmission'], 'transmitted'> };

export function overlayCitizen(base: CitizenRecord | null, queue: readonly QueuedOperation[]): OverlaidCitizen | null {
  const waiting = [...queue].sort(inOrderOfEntry);
  const record = waiting.reduce<CitizenRecord | null>((shown, { operation }) => citizenAfter(shown, operation), base);
  const transmission = transmissionOf(waiting);
  return record === null || transmission === 'transmitted' ? record : { ...record, transmission };
}

/**
 * What the GRC is known to hold once it accepted a demande's write, before its own record comes by the feed.
 * A newer base stays as it is; accepting twice changes nothing.
 */
export function acceptedRequest(base: ServiceRequest | null, operation: Operation, answer: WriteAnswer | null): ServiceRequest | null {
  if (operation.type === 'attachment/upload') return base === null ? null : verified(base, operation.attachment.id);
  if (base !== null && answer !== null && base.rev >= answer.rev) return base;
  const applied = applyHere(base, operation);
  if (applied === null) return null;
  const received = applied.status === 'recorded' ? 'received' : applied.status;
  if (answer === null) return { ...applied, status: received };
  return {
    ...applied,
    status: received,
    rev: answer.rev,
    grcNumber: answer.grcNumber ?? applied.grcNumber,
    acceptedAt: applied.acceptedAt ?? answer.acceptedAt,
  };
}

export function acceptedCitizen(base: CitizenRecord | null, operation: Operation, answer: WriteAnswer | null): CitizenRecord | null {
  if (base !== null && answer !== null && base.rev >= answer.rev) return base;
  const applied = citizenAfter(base, operation);
  return applied === null || answer === null || applied === base ? applied : { ...applied, rev: answer.rev };
}

function citizenAfter(base: CitizenRecord | null, operation: Operation): CitizenRecord | null {
  if (operation.type === 'citizen/create') return base ?? { ...operation.citizen, rev: 0, retention: null };
  if (operation.type !== 'citizen/amend' || base === null) return base;
  const { amendment, captured } = operation;
  const known = base.amendments ?? [];
  if (known.some(({ id }) => id === amendment.id)) return base;
  const changed = amendment.changes.reduce<CitizenRecord>((record, { field, after }) => (CITIZEN_FIELDS.has(field) ? withMember(record, field, after) : record), base);
  return { ...changed, amendments: [...known, { ...amendment, at: captured.at, by: captured.clerk.name }] };
}

function applyHere(base: ServiceRequest | null, operation: Operation): ServiceRequest | null {
  switch (operation.type) {
    case 'request/create':
      return (
        base ?? {
          ...operation.request,
          status: 'recorded',
          grcNumber: null,
          acceptedAt: null,
          amendments: [],
          attachmentStates: operation.request.attachments.map(({ id }) => ({ id, verified: false })),
          rev: 0,
        }
      );
    case 'request/amend':
      return base === null ? null : amended(base, operation.amendment, operation.captured);
    default:
      return base;
  }
}

/** The demande after a linked change; an amendment that is there already is not applied again. */
export function amended(request: ServiceRequest, amendment: Amendment, captured: Captured): ServiceRequest {
  if (request.amendments.some(({ id }) => id === amendment.id)) return request;
  const changed = amendment.changes.reduce<ServiceRequest>((record, { field, after }) => {
    if (field.startsWith('form.')) return { ...record, form: withMember(record.form, field.slice('form.'.length), after) };
    return AMENDABLE.has(field) ? withMember(record, field, after) : record;
  }, request);
  const gone = amendment.kind === 'void' || amendment.kind === 'withdrawal';
  return {
    ...changed,
    status: gone ? 'withdrawn' : changed.status,
    amendments: [...request.amendments, { ...amendment, at: captured.at, by: captured.clerk.name }],
  };
}

const CITIZEN_FIELDS: ReadonlySet<string> = new Set(['birthName', 'usedName', 'firstNames', 'birthDate', 'birthPlace', 'phones', 'emails', 'address', 'householdId']);
const AMENDABLE: ReadonlySet<string> = new Set(['note', 'receivedOn', 'applicant', 'representative', 'beneficiaries', 'documents', 'form']);

/** `null` or undefined takes the member away. */
function withMember<T extends object>(record: T, name: string, value: unknown): T {
  const rest = Object.fromEntries(Object.entries(record).filter(([member]) => member !== name));
  return (value === null || value === undefined ? rest : { ...rest, [name]: value }) as T;
}

function verified(request: ServiceRequest, id: string): ServiceRequest {
  const others = request.attachmentStates.filter((state) => state.id !== id);
  return { ...request, attachmentStates: [...others, { id, verified: true }] };
}

function transmissionOf(queue: readonly QueuedOperation[]): OverlaidRequest['transmission'] {
  if (queue.some(({ state }) => state.kind === 'parked')) return 'to-handle';
  const texts = queue.filter(({ operation }) => operation.type !== 'attachment/upload');
  if (texts.length === 0) return 'transmitted';
  return texts.every(({ state }) => state.kind === 'recorded') ? 'recorded-here' : 'waiting';
}
