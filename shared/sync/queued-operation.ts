import type { Operation } from './operation.ts';

/** Where a write stands on this desk; an accepted write is no longer queued. */
export type QueueState =
  | { readonly kind: 'recorded' }
  /** Tried in vain, or the GRC is out of reach. */
  | { readonly kind: 'waiting' }
  /** The GRC refused it: a clerk must look. `code` is the GRC's own. */
  | {
      readonly kind: 'parked';
      readonly code: string;
      readonly messageFr: string | null;
      /** Of a stale write: the GRC's record as it was then, to compare. */
      readonly current?: unknown;
    };

/** One write of the outbox. `recordedAt`: milliseconds since 1970, as main stamped it; it orders nothing. */
export type QueuedOperation = { readonly operation: Operation; readonly recordedAt: number; readonly state: QueueState };

/** Order of entry: the journal's sequence, then the place within one intent (persons, demande, files). */
export function inOrderOfEntry(a: QueuedOperation, b: QueuedOperation): number {
  return a.operation.seq - b.operation.seq || place(a.operation) - place(b.operation);
}

function place(operation: Operation): number {
  return ['citizen/create', 'request/create', 'citizen/amend', 'request/amend', 'mail-item/create', 'mail-item/amend', 'attachment/upload', 'audit/record'].indexOf(operation.type);
}
