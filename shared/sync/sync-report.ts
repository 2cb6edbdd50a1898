import { sortOutbox } from './outbox.ts';
import type { QueuedOperation } from './queued-operation.ts';
import type { OfflineReason, SyncReport, SyncState } from './sync-state.ts';

export type Way = {
  /** Why nothing leaves, and when it is tried next; undefined while the way is open. */
  readonly offline: { readonly reason: OfflineReason; readonly nextTryAt: number } | undefined;
  /** Changes received since the feed was last read to its end; undefined when it was. */
  readonly catchingUp: number | undefined;
  readonly lastSuccessAt: number | null;
};

/** What clerks are told of the outbox; what is written of their own accord, such as the audit, is not counted. */
export function syncReport(queued: Iterable<QueuedOperation>, way: Way): SyncReport {
  const queue = [...queued];
  const { toHandle } = sortOutbox(queue);
  const held = new Set(toHandle.map(({ operation }) => operation.opId));
  const waiting = queue.filter((entry) => isForClerks(entry) && !held.has(entry.operation.opId));
  return { state: stateOf(waiting, way), toHandle: toHandle.filter(isForClerks).length };
}

function stateOf(waiting: readonly QueuedOperation[], { offline, catchingUp, lastSuccessAt }: Way): SyncState {
  const oldestAt = waiting.reduce<number | null>((oldest, { recordedAt }) => Math.min(oldest ?? recordedAt, recordedAt), null);
  if (offline) return { phase: 'offline', waiting: waiting.length, oldestAt, lastSuccessAt, ...offline };
  if (oldestAt !== null) return { phase: 'sending', waiting: waiting.length, oldestAt };
  if (catchingUp !== undefined) return { phase: 'catching-up', received: catchingUp };
  return lastSuccessAt === null ? { phase: 'starting' } : { phase: 'up-to-date', checkedAt: lastSuccessAt };
}

function isForClerks({ operation }: QueuedOperation): boolean {
  return operation.type !== 'audit/record';
}
