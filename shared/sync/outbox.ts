import { recordOf, type Operation } from './operation.ts';
import { inOrderOfEntry, type QueuedOperation } from './queued-operation.ts';

export const WRITES_IN_PARALLEL = 4;
/** While the GRC keeps a piece of one file, the line carries a piece of the other. */
export const UPLOADS_IN_PARALLEL = 2;

/** Why a write can't leave yet: nothing holds it, or another write that may itself be parked. */
export type Outbox = {
  /** Free to leave, in order of entry. */
  readonly free: readonly QueuedOperation[];
  /** Parked, and everything that waits for a parked one: work for a clerk. */
  readonly toHandle: readonly QueuedOperation[];
};

/**
 * Sorts the queue: first in, first out within an aggregate; a write waits for those it names and for the creation of
 * whatever it speaks of (a demande may name a person whom an earlier visit created). Several aggregates advance at once.
 */
export function sortOutbox(queue: Iterable<QueuedOperation>): Outbox {
  const ordered = [...queue].sort(inOrderOfEntry);
  const queued = new Set(ordered.map(({ operation }) => operation.opId));
  const heads = new Set<string>();
  const stuck = new Set<string>();
  const stuckLines = new Set<string>();
  const creations = new Map<string, string>();
  const free: QueuedOperation[] = [];
  const toHandle: QueuedOperation[] = [];
  for (const entry of ordered) {
    const { operation, state } = entry;
    const needs = [...operation.deps, ...speaksOf(operation).flatMap((id) => creations.get(id) ?? [])].filter(
      (opId) => opId !== operation.opId && queued.has(opId),
    );
    const line = lineOf(operation);
    const held = stuckLines.has(line) || needs.some((opId) => stuck.has(opId));
    if (state.kind === 'parked' || held) {
      toHandle.push(entry);
      stuck.add(operation.opId);
      stuckLines.add(line);
    } else if (!heads.has(line) && needs.length === 0) {
      free.push(entry);
    }
    heads.add(line);
    if (operation.type === 'citizen/create' || operation.type === 'request/create') creations.set(operation.aggregate, operation.opId);
  }
  return { free, toHandle };
}

/** What may start now, beside what is under way: files have a lane of their own, so that a scan never holds back text. */
export function startable(free: readonly QueuedOperation[], underWay: ReadonlyMap<string, Operation['type']>): readonly QueuedOperation[] {
  const uploadsUnderWay = [...underWay.values()].filter((type) => type === 'attachment/upload').length;
  const idle = free.filter(({ operation }) => !underWay.has(operation.opId));
  const uploads = idle.filter(({ operation }) => operation.type === 'attachment/upload');
  const writes = idle.filter(({ operation }) => operation.type !== 'attachment/upload');
  return [
    ...writes.slice(0, Math.max(0, WRITES_IN_PARALLEL - (underWay.size - uploadsUnderWay))),
    ...uploads.slice(0, Math.max(0, UPLOADS_IN_PARALLEL - uploadsUnderWay)),
  ];
}

/** What keeps its order. Looks at people are one chain, also over an enrolment anew, after which they are another desk's. */
function lineOf({ type, aggregate }: Operation): string {
  return type === 'audit/record' ? type : aggregate;
}

function speaksOf(operation: Operation): readonly string[] {
  switch (operation.type) {
    case 'request/create':
      return partiesOf(operation.request);
    case 'mail-item/create':
      return [...operation.mailItem.requestIds, ...(operation.mailItem.sender.kind === 'citizen' ? [operation.mailItem.sender.citizenId] : [])];
    case 'request/amend':
      return [operation.requestId];
    case 'attachment/upload':
      return [recordOf(operation)?.id, operation.citizenId].filter((id) => id !== null && id !== undefined);
    default:
      return [];
  }
}

type Named = {
  readonly applicant?: { readonly citizenId: string } | undefined;
  readonly representative?: { readonly citizenId: string } | undefined;
  readonly beneficiaries: readonly { readonly citizenId: string }[];
};

/** Everyone whom a demande names, once each. */
export function partiesOf(request: Named): readonly string[] {
  const parties = [request.applicant, request.representative, ...request.beneficiaries];
  return [...new Set(parties.flatMap((party) => (party === undefined ? [] : [party.citizenId])))];
}
