import type { CitizenRecord, WriteAnswer } from '#shared/contracts/grc-api/wire.ts';
import type { Captured } from '#shared/domain/desk/captured.ts';
import type { MailItem } from '#shared/domain/mail/mail-item.ts';
import type { Amendment, ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import { recordOf, type Operation } from './operation.ts';
import { inOrderOfEntry, type QueuedOperation } from './queued-operation.ts';

/** Where a record of this desk stands: *Enregistré sur ce poste -> En attente -> Transmis | À traiter*. */
export type Overlaid<T> = T & {
  /** Never ahead of the truth. */
  readonly transmission: 'recorded-here' | 'waiting' | 'transmitted' | 'to-handle';
  readonly attachmentsWaiting: number;
};
export type OverlaidRequest = Overlaid<ServiceRequest>;
export type OverlaidMailItem = Overlaid<MailItem>;

/** The demande with everything that waits for it laid over what the GRC approved; null when neither knows it. */
export function overlayRequest(base: ServiceRequest | null, queue: readonly QueuedOperation[]): OverlaidRequest | null {
  return overlaid(base, queue, requestHere);
}

/** The same of a letter. */
export function overlayMailItem(base: MailItem | null, queue: readonly QueuedOperation[]): OverlaidMailItem | null {
  return overlaid(base, queue, mailItemHere);
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
 * What the GRC is known to hold of a write's record once it accepted it, before its own record comes by the feed. A
 * newer base stays as it is; accepting twice changes nothing. `base` is the record of the write, of its own kind.
 */
export function accepted(base: unknown, operation: Operation, answer: WriteAnswer | null): unknown {
  switch (recordOf(operation)?.topic) {
    case 'requests':
      return acceptedRequest(base as ServiceRequest | null, operation, answer);
    case 'mail-items':
      return acceptedMailItem(base as MailItem | null, operation, answer);
    case 'citizens':
      return acceptedCitizen(base as CitizenRecord | null, operation, answer);
    case undefined:
      return base;
  }
}

export function acceptedRequest(base: ServiceRequest | null, operation: Operation, answer: WriteAnswer | null): ServiceRequest | null {
  return taken(base, operation, answer, requestHere, (request) => ({
    ...request,
    status: request.status === 'recorded' ? 'received' : request.status,
    grcNumber: answer?.grcNumber ?? request.grcNumber,
  }));
}

export function acceptedMailItem(base: MailItem | null, operation: Operation, answer: WriteAnswer | null): MailItem | null {
  return taken(base, operation, answer, mailItemHere, (item) => ({ ...item, chrono: answer?.grcNumber ?? item.chrono }));
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

/** What requests and mail items have in common. */
type Filed = Pick<ServiceRequest, 'amendments' | 'attachmentStates' | 'rev' | 'acceptedAt'>;
type ApplyHere<T> = (base: T | null, operation: Operation) => T | null;

function overlaid<T extends Filed>(base: T | null, queue: readonly QueuedOperation[], applyHere: ApplyHere<T>): Overlaid<T> | null {
  const waiting = [...queue].sort(inOrderOfEntry);
  let record = base;
  for (const { operation } of waiting) record = applyHere(record, operation);
  if (record === null) return null;
  const uploads = new Set(waiting.flatMap(({ operation }) => (operation.type === 'attachment/upload' ? [operation.attachment.id] : [])));
  return { ...record, transmission: transmissionOf(waiting), attachmentsWaiting: uploads.size };
}

function taken<T extends Filed>(base: T | null, operation: Operation, answer: WriteAnswer | null, applyHere: ApplyHere<T>, received: (record: T) => T): T | null {
  if (operation.type === 'attachment/upload') return base === null ? null : verified(base, operation.attachment.id);
  if (base !== null && answer !== null && base.rev >= answer.rev) return base;
  const applied = applyHere(base, operation);
  if (applied === null) return null;
  const record = received(applied);
  return answer === null ? record : { ...record, rev: answer.rev, acceptedAt: applied.acceptedAt ?? answer.acceptedAt };
}

function requestHere(base: ServiceRequest | null, operation: Operation): ServiceRequest | null {
  switch (operation.type) {
    case 'request/create':
      return base ?? { ...operation.request, status: 'recorded', grcNumber: null, acceptedAt: null, ...unchanged(operation.request) };
    case 'request/amend':
      return base === null ? null : amended(base, operation.amendment, operation.captured);
    default:
      return base;
  }
}

function mailItemHere(base: MailItem | null, operation: Operation): MailItem | null {
  switch (operation.type) {
    case 'mail-item/create':
      return base ?? { ...operation.mailItem, status: 'received', chrono: null, acceptedAt: null, ...unchanged(operation.mailItem) };
    case 'mail-item/amend': {
      const { amendment, captured } = operation;
      return base === null ? null : withAmendment(base, amendment, captured, MAIL_AMENDABLE, (gone) => ({ ...gone, status: 'void' as const }));
    }
    default:
      return base;
  }
}

function unchanged({ attachments }: Pick<ServiceRequest, 'attachments'>) {
  return { amendments: [], attachmentStates: attachments.map(({ id }) => ({ id, verified: false })), rev: 0 };
}

/** The demande after a linked change; an amendment that is there already is not applied again. */
export function amended(request: ServiceRequest, amendment: Amendment, captured: Captured): ServiceRequest {
  return withAmendment(request, amendment, captured, AMENDABLE, (gone) => ({ ...gone, status: 'withdrawn' }));
}

const CITIZEN_FIELDS: ReadonlySet<string> = new Set(['birthName', 'usedName', 'firstNames', 'birthDate', 'birthPlace', 'phones', 'emails', 'address', 'householdId']);
const AMENDABLE: ReadonlySet<string> = new Set(['note', 'receivedOn', 'applicant', 'representative', 'beneficiaries', 'documents', 'form']);
const MAIL_AMENDABLE: ReadonlySet<string> = new Set([
  'kind', 'postmarkedOn', 'writtenOn', 'registeredNumber', 'sender', 'subject', 'departmentCode', 'copyTo', 'confidential', 'requestIds', 'note',
]);

function withAmendment<T extends Filed>(record: T, amendment: Amendment, captured: Captured, mayChange: ReadonlySet<string>, takenBack: (record: T) => T): T {
  if (record.amendments.some(({ id }) => id === amendment.id)) return record;
  const changed = amendment.changes.reduce<T>((now, { field, after }) => {
    const [, name = field, member] = /^([^.]+)\.(.+)$/.exec(field) ?? [];
    if (!mayChange.has(name)) return now;
    if (member === undefined) return withMember(now, name, after);
    const holder = (now as { readonly [name: string]: unknown })[name];
    return withMember(now, name, withMember((holder ?? {}) as object, member, after));
  }, record);
  const kept = amendment.kind === 'void' || amendment.kind === 'withdrawal' ? takenBack(changed) : changed;
  return { ...kept, amendments: [...record.amendments, { ...amendment, at: captured.at, by: captured.clerk.name }] };
}

/** `null` or undefined takes the member away. */
function withMember<T extends object>(record: T, name: string, value: unknown): T {
  const rest = Object.fromEntries(Object.entries(record).filter(([member]) => member !== name));
  return (value === null || value === undefined ? rest : { ...rest, [name]: value }) as T;
}

function verified<T extends Filed>(record: T, id: string): T {
  const others = record.attachmentStates.filter((state) => state.id !== id);
  return { ...record, attachmentStates: [...others, { id, verified: true }] };
}

function transmissionOf(queue: readonly QueuedOperation[]): OverlaidRequest['transmission'] {
  if (queue.some(({ state }) => state.kind === 'parked')) return 'to-handle';
  const texts = queue.filter(({ operation }) => operation.type !== 'attachment/upload');
  if (texts.length === 0) return 'transmitted';
  return texts.every(({ state }) => state.kind === 'recorded') ? 'recorded-here' : 'waiting';
}
