import type { DocumentCheck } from '#shared/domain/document/document-check.ts';
import { addMonths } from '#shared/lib/add-months.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { Amendment, RequestStatus, ServiceRequest } from './service-request.ts';

/** Whether anybody still has something to do for this demande. */
export function isOpen(status: RequestStatus): boolean {
  switch (status) {
    case 'recorded':
    case 'received':
    case 'awaiting-documents':
    case 'in-progress':
      return true;
    case 'granted':
    case 'refused':
    case 'closed':
    case 'withdrawn':
    case 'transferred':
      return false;
    default:
      return unreachable(status);
  }
}

/** Whether a demande was settled unseen; desk and GRC judge by the same rule. An older desk says no status: then only a withdrawal is one. */
export function isStaleStatus(kind: Amendment['kind'], seen: RequestStatus | undefined, now: RequestStatus): boolean {
  if (isOpen(now) || now === seen) return false;
  return seen !== undefined || ((kind === 'void' || kind === 'withdrawal') && now !== 'withdrawn');
}

type Dated = Pick<ServiceRequest, 'id' | 'status' | 'receivedOn'>;

/** Open demandes first, then the most recently received; the id (UUIDv7) settles the day's order. */
export function openFirst<Request extends Dated>(requests: readonly Request[]): readonly Request[] {
  return [...requests].sort((a, b) => {
    if (isOpen(a.status) !== isOpen(b.status)) return isOpen(a.status) ? -1 : 1;
    if (a.receivedOn !== b.receivedOn) return a.receivedOn < b.receivedOn ? 1 : -1;
    return a.id < b.id ? 1 : -1;
  });
}

/** A document that the town has already had in hand for this person. */
export type HeldDocument = {
  readonly type: string;
  readonly title: string;
  readonly status: Extract<DocumentCheck['status'], 'provided' | 'seen' | 'outdated'>;
  /** Day of the demande it came with. */
  readonly on: string;
  readonly requestId: string;
  readonly attachmentIds: readonly string[];
};

/** The newest of each type over all demandes of a person: what need not be asked for again. */
export function documentsHeld(
  requests: readonly Pick<ServiceRequest, 'id' | 'receivedOn' | 'documents'>[],
): readonly HeldDocument[] {
  const newest = new Map<string, HeldDocument>();
  for (const request of requests) {
    for (const check of request.documents) {
      if (check.status !== 'provided' && check.status !== 'seen' && check.status !== 'outdated') continue;
      const known = newest.get(check.type);
      if (known !== undefined && known.on >= request.receivedOn) continue;
      newest.set(check.type, {
        type: check.type,
        title: check.title,
        status: check.status,
        on: request.receivedOn,
        requestId: request.id,
        attachmentIds: check.attachmentIds,
      });
    }
  }
  return [...newest.values()].sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
}

/** Documents whose validity is over become outdated; it counts from the day they came in, which is all that is known. */
export function agedDocuments(documents: readonly HeldDocument[], validityMonths: (document: HeldDocument) => number | undefined, today: string): readonly HeldDocument[] {
  return documents.map((document) => {
    const months = validityMonths(document);
    return months !== undefined && addMonths(document.on, months) < today ? { ...document, status: 'outdated' } : document;
  });
}

/** A demande waits while a mandatory document is missing, refused or out of date; later states are not the desk's to change. */
export function statusByDocuments(status: RequestStatus, documents: readonly DocumentCheck[]): RequestStatus {
  if (status !== 'received' && status !== 'awaiting-documents') return status;
  const lacking = documents.some((check) => check.mandatory && (check.status === 'missing' || check.status === 'refused' || check.status === 'outdated'));
  return lacking ? 'awaiting-documents' : 'received';
}
