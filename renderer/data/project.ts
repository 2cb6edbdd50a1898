import { accepted } from '#shared/sync/overlay.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';
import { answeredBy, operationsOf } from '#shared/sync/operations-of.ts';
import type { Operation } from '#shared/sync/operation.ts';
import type { QueuedOperation } from '#shared/sync/queued-operation.ts';
import { replayed, type Rebased } from '#shared/sync/rebase.ts';
import { change, type Edit, type Loaded } from './change.ts';
import { aboutOf } from './operation-rows.ts';
import { projectedId } from './rows.ts';
import { withinTenSeconds } from './storage-timeout.ts';
import type { DataStore } from './store.ts';

/**
 * Puts sealed intents and their outbox entries in the cache, each intent in one transaction; a known one changes
 * nothing. What `acknowledged` names was accepted before: it is shown, and not sent again. `rebased`: as it last left.
 */
export async function project(store: DataStore, entries: readonly SealedIntent[], acknowledged: ReadonlySet<string>, rebased: Rebased = new Map()): Promise<void> {
  for (const entry of entries) await projectOne(store, entry, acknowledged, rebased);
}

async function projectOne(store: DataStore, entry: SealedIntent, acknowledged: ReadonlySet<string>, rebased: Rebased): Promise<void> {
  const operations = operationsOf(entry).map((operation) => replayed(operation, rebased));
  const answered = (await withinTenSeconds(store.database.ops.bulkGet([...answeredBy(entry)]))).filter((row) => row !== undefined);
  const recordedAt = Date.parse(entry.recordedAt);
  const done = projectedId(entry.intent.opId);
  const about = [...operations.map(aboutOf), ...answered.map((row) => row.about)];
  await change(store, about.filter((id) => id !== ''), async (loaded) => {
    if ((await store.database.meta.get(done)) !== undefined) return {};
    const queued = new Set([...loaded.values()].flatMap(({ queue }) => queue.map(({ operation }) => operation.opId)));
    const fresh = operations.filter(({ opId }) => !queued.has(opId));
    const base = new Map<string, { rev: number; record: unknown }>();
    for (const operation of fresh.filter(({ opId }) => acknowledged.has(opId))) layAccepted(base, loaded, operation);
    const put = fresh
      .filter(({ opId }) => !acknowledged.has(opId))
      .map((operation): QueuedOperation => ({ operation, recordedAt, state: { kind: 'recorded' } }));
    return { base, put, forget: answered.map(({ opId }) => opId), meta: [{ id: done, next: () => entry.seq }, ...usageOf(entry)] };
  });
  // Its draft goes by the same id: what a killed app left of it is done with.
  if (entry.intent.kind === 'visit' || entry.intent.kind === 'letter') await withinTenSeconds(store.database.drafts.delete(entry.intent.opId));
}

/** What the GRC accepted before this cache was lost, until the feed brings its own record (which always wins: rev 0). */
function layAccepted(base: Map<string, { rev: number; record: unknown }>, loaded: ReadonlyMap<string, Loaded>, operation: Operation): void {
  const id = aboutOf(operation);
  const was = base.get(id) ?? loaded.get(id);
  if (was === undefined) return;
  const record = accepted(was.record, operation, null);
  if (record !== was.record) base.set(id, { rev: Math.max(0, was.rev), record });
}

/** Counts the choice of a procedure on its day, for the order of the catalogue; once, as the intent is projected once. */
function usageOf({ intent, captured }: SealedIntent): NonNullable<Edit['meta']> {
  if (intent.kind !== 'visit') return [];
  const day = captured.at.slice(0, 10);
  return [
    {
      id: `usage:${intent.request.procedureCode}`,
      next: (value) => {
        const days = (value ?? {}) as Record<string, number>;
        return { ...days, [day]: (days[day] ?? 0) + 1 };
      },
    },
  ];
}
