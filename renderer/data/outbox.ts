import { recordOf, type RecordName } from '#shared/sync/operation.ts';
import { sortOutbox } from '#shared/sync/outbox.ts';
import { isConflict } from './conflicts.ts';
import { inOrderOfEntry, type QueuedOperation } from '#shared/sync/queued-operation.ts';
import { useOpenedOperations } from './live.ts';

/** A write that the GRC has not accepted yet. */
export type OutboxEntry = {
  readonly opId: string;
  readonly type: QueuedOperation['operation']['type'];
  /** What it changes: its opening tells all. */
  readonly record: RecordName | undefined;
  /** Milliseconds since 1970. */
  readonly recordedAt: number;
  readonly state: QueuedOperation['state'];
  /** Waits for a refused write to be settled, or is one. */
  readonly held: boolean;
  /** Two versions can be put side by side. */
  readonly isConflict: boolean;
};

/** Waiting and parked writes, oldest first, reading audits left out; `undefined` while loading. */
export function useOutbox(): readonly OutboxEntry[] | undefined {
  const queue = useOpenedOperations();
  const held = new Set(sortOutbox(queue ?? []).toHandle.map(({ operation }) => operation.opId));
  return queue
    ?.filter(({ operation }) => operation.type !== 'audit/record')
    .sort(inOrderOfEntry)
    .map(({ operation, recordedAt, state }) => ({
      opId: operation.opId,
      type: operation.type,
      record: recordOf(operation),
      recordedAt,
      state,
      held: held.has(operation.opId),
      isConflict: isConflict({ operation, recordedAt, state }),
    }));
}
