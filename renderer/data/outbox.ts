import { recordOf, type RecordName } from '#shared/sync/operation.ts';
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
};

/** Waiting and parked writes, oldest first, reading audits left out; `undefined` while loading. */
export function useOutbox(): readonly OutboxEntry[] | undefined {
  const queue = useOpenedOperations();
  return queue
    ?.filter(({ operation }) => operation.type !== 'audit/record')
    .sort(inOrderOfEntry)
    .map(({ operation, recordedAt, state }) => ({
      opId: operation.opId,
      type: operation.type,
      record: recordOf(operation),
      recordedAt,
      state,
    }));
}
