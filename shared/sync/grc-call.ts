import { unreachable } from '#shared/lib/unreachable.ts';
import type { Operation } from './operation.ts';

type Sent = Exclude<Operation, { type: 'attachment/upload' }>;
/** `path` comes after the API's version; the body is JSON. */
export type GrcCall = { readonly method: 'PUT' | 'POST'; readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: unknown };

/** The one request by which an operation reaches the GRC, whoever sends it: the sync worker, or the recovery tool. */
export function grcCallOf(operation: Sent): GrcCall {
  const { creates, ...call } = callOf(operation);
  return { ...call, headers: { 'content-type': 'application/json', 'idempotency-key': operation.opId, ...(creates && { 'if-none-match': '*' }) } };
}

function callOf(operation: Sent): Omit<GrcCall, 'headers'> & { readonly creates: boolean } {
  switch (operation.type) {
    case 'citizen/create':
      return { method: 'PUT', path: `/citizens/${operation.citizen.id}`, body: { citizen: operation.citizen, captured: operation.captured }, creates: true };
    case 'request/create':
      return { method: 'PUT', path: `/requests/${operation.request.id}`, body: operation.request, creates: true };
    case 'citizen/amend':
      return { method: 'PUT', path: `/citizens/${operation.citizenId}/amendments/${operation.opId}`, body: { amendment: operation.amendment, captured: operation.captured }, creates: true };
    case 'request/amend':
      return {
        method: 'PUT',
        path: `/requests/${operation.requestId}/amendments/${operation.opId}`,
        body: { amendment: operation.amendment, captured: operation.captured },
        creates: true,
      };
    case 'citizen/amend':
      return {
        method: 'PUT',
        path: `/citizens/${operation.citizenId}/amendments/${operation.opId}`,
        body: { amendment: operation.amendment, captured: operation.captured },
        creates: true,
      };
    case 'mail-item/create':
      return { method: 'PUT', path: `/mail-items/${operation.mailItem.id}`, body: operation.mailItem, creates: true };
    case 'mail-item/amend':
      return {
        method: 'PUT',
        path: `/mail-items/${operation.mailItemId}/amendments/${operation.opId}`,
        body: { amendment: operation.amendment, captured: operation.captured },
        creates: true,
      };
    case 'audit/record': {
      const { opId, action, subjectId, captured, auditLink } = operation;
      return { method: 'POST', path: '/audit/batches', body: { previous: auditLink?.previous, entries: [{ opId, action, subjectId, captured, hash: auditLink?.hash }] }, creates: false };
    }
    default:
      return unreachable(operation);
  }
}
