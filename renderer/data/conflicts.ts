import { conflictOf, type Conflict } from '#shared/sync/answer.ts';
import { valueAt } from '#shared/sync/merge.ts';
import { isAmend } from '#shared/sync/operation.ts';
import { sortOutbox } from '#shared/sync/outbox.ts';
import type { QueuedOperation } from '#shared/sync/queued-operation.ts';
import { useOpenedBase, useOpenedOperations } from './live.ts';
import { aboutOf } from './operation-rows.ts';

/** The GRC says that what would be amended is no more. */
const GONE: readonly string[] = ['not-found', 'gone'];

/** Whether a clerk can settle it: the GRC showed what it holds, or that it holds nothing any more. */
export function isConflict({ operation, state }: QueuedOperation): boolean {
  return state.kind === 'parked' && isAmend(operation) && (state.current !== undefined || GONE.includes(state.code));
}

/** The conflict that this refused write is part of: `undefined` while loading, `null` when it was settled. */
export function useConflict(opId: string): Conflict | null | undefined {
  const queue = useOpenedOperations();
  const refused = queue?.find((entry) => entry.operation.opId === opId && isConflict(entry));
  const base = useOpenedBase(refused === undefined ? '' : aboutOf(refused.operation));
  if (queue === undefined || (refused !== undefined && base === undefined)) return undefined;
  if (refused?.state.kind !== 'parked') return null;
  const { aggregate } = refused.operation;
  const together = sortOutbox(queue).toHandle.filter(({ operation }) => isAmend(operation) && operation.aggregate === aggregate);
  return conflictOf(together, GONE.includes(refused.state.code) ? null : newer(refused.state.current, base)) ?? null;
}

/** The feed may have brought more since the refusal. */
function newer(refusedWith: unknown, base: unknown): unknown {
  const [then, now] = [valueAt(refusedWith, 'rev'), valueAt(base, 'rev')];
  return typeof then === 'number' && typeof now === 'number' && now > then ? base : refusedWith;
}
