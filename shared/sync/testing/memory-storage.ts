import type { SealedIntent } from '../intent.ts';
import { answeredBy, operationsOf } from '../operations-of.ts';
import { recordOf } from '../operation.ts';
import { accepted, overlayCitizen, overlayMailItem, overlayRequest } from '../overlay.ts';
import type { SyncStorage } from '../ports.ts';
import type { QueuedOperation } from '../queued-operation.ts';
import { replayed, type Rebased } from '../rebase.ts';
import type { StorageUnderTest } from '../sync-storage.contract.ts';

/** The cache in memory; it passes the same contract as the encrypted one. */
export function memoryStorage(): StorageUnderTest {
  const queue = new Map<string, QueuedOperation>();
  const projected = new Set<string>();
  const base = new Map<string, { readonly rev: number; readonly record: unknown }>();
  let cursor: string | null = null;
  /** What the reading under way has not met yet; undefined while none was begun anew. */
  let unmet: Set<string> | undefined;

  const about = ({ operation }: Pick<QueuedOperation, 'operation'>): string => recordOf(operation)?.id ?? '';
  const known = <T>(id: string): T | null => (base.get(id)?.record ?? null) as T | null;
  const queuedFor = (id: string): QueuedOperation[] => [...queue.values()].filter((entry) => about(entry) === id);

  const storage: SyncStorage = {
    queuedBeyond: (known) => Promise.resolve([...queue.values()].filter(({ operation }) => !known.has(operation.opId))),
    settle: (operation, answer) => {
      queue.delete(operation.opId);
      const id = about({ operation });
      unmet?.delete(id);
      const rev = Math.max(base.get(id)?.rev ?? -1, answer?.rev ?? 0);
      if (id !== '') base.set(id, { rev, record: accepted(known(id), operation, answer) });
      return Promise.resolve();
    },
    mark: (entries) => {
      for (const entry of entries) if (queue.has(entry.operation.opId)) queue.set(entry.operation.opId, entry);
      return Promise.resolve();
    },
    cursor: () => Promise.resolve(cursor),
    applyPage: (items, nextCursor, last) => {
      for (const { id, record } of items) {
        unmet?.delete(id);
        const held = base.get(id)?.rev ?? -1;
        const rev = record !== null && 'rev' in record ? record.rev : 0;
        if (record === null) base.set(id, { rev: held, record: null });
        else if (rev >= held) base.set(id, { rev, record });
      }
      cursor = nextCursor;
      if (last) {
        for (const id of unmet ?? []) base.set(id, { rev: base.get(id)?.rev ?? -1, record: null });
        unmet = undefined;
      }
      return Promise.resolve();
    },
    readAgain: () => {
      cursor = null;
      unmet = new Set(base.keys());
      return Promise.resolve();
    },
  };

  return {
    storage,
    project: (sealed: SealedIntent, acknowledged: ReadonlySet<string> = new Set(), rebased: Rebased = new Map()) => {
      if (projected.has(sealed.intent.opId)) return Promise.resolve();
      projected.add(sealed.intent.opId);
      for (const opId of answeredBy(sealed)) queue.delete(opId);
      for (const operation of operationsOf(sealed).map((each) => replayed(each, rebased))) {
        const entry: QueuedOperation = { operation, recordedAt: Date.parse(sealed.recordedAt), state: { kind: 'recorded' } };
        if (!acknowledged.has(operation.opId)) queue.set(operation.opId, entry);
        else if (about(entry) !== '') base.set(about(entry), { rev: Math.max(0, base.get(about(entry))?.rev ?? 0), record: accepted(known(about(entry)), operation, null) });
      }
      return Promise.resolve();
    },
    request: (id) => Promise.resolve(overlayRequest(known(id), queuedFor(id))),
    mailItem: (id) => Promise.resolve(overlayMailItem(known(id), queuedFor(id))),
    citizen: (id) => Promise.resolve(overlayCitizen(known(id), queuedFor(id))),
  };
}
