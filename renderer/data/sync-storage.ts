import { accepted } from '#shared/sync/overlay.ts';
import type { SyncStorage } from '#shared/sync/ports.ts';
import { change } from './change.ts';
import { aboutOf, openOperation } from './operation-rows.ts';
import { rowId } from './rows.ts';
import { withinTenSeconds } from './storage-timeout.ts';
import type { DataStore } from './store.ts';

/** The stamp above which every row was met by the reading that began anew. */
const READING_AGAIN = 'reading-again';
const AT_ONCE = 200;

/**
 * The cache as the sync engine sees it. Operations that can't be opened stay where they are; the journal has them. `isRead`:
 * whether the feed is asked for rows of that id; a reading begun anew takes away no others.
 */
export function syncStorage(store: DataStore, isRead: (id: string) => boolean = () => true): SyncStorage {
  const { database, keys } = store;
  return {
    async queuedBeyond(known) {
      const opIds = await withinTenSeconds(database.ops.toCollection().primaryKeys());
      const rows = await withinTenSeconds(database.ops.bulkGet(opIds.filter((opId) => !known.has(opId))));
      const opened = rows.map(async (row) => (row === undefined ? undefined : openOperation(keys, row).catch(() => undefined)));
      return (await Promise.all(opened)).filter((entry) => entry !== undefined);
    },

    async settle(operation, answer) {
      const id = aboutOf(operation);
      if (id === '') return change(store, [], () => ({ forget: [operation.opId] }));
      await change(store, [id], (loaded) => {
        const was = loaded.get(id);
        const forget = [operation.opId];
        if (was === undefined) return { forget };
        return { forget, base: new Map([[id, { rev: Math.max(was.rev, answer?.rev ?? 0), record: accepted(was.record, operation, answer) }]]) };
      });
    },

    async mark(entries) {
      await change(store, entries.map(({ operation }) => aboutOf(operation)).filter((id) => id !== ''), async () => {
        // Settled meanwhile: it must not come back.
        const there = await database.ops.bulkGet(entries.map(({ operation }) => operation.opId));
        return { put: entries.filter((_entry, i) => there[i] !== undefined) };
      });
    },

    async cursor() {
      const row = await withinTenSeconds(database.meta.get('cursor'));
      return typeof row?.value === 'string' ? row.value : null;
    },

    async applyPage(items, nextCursor, last) {
      await change(store, items.map(({ topic, id }) => rowId(topic, id)), (loaded) => {
        const base = new Map<string, { rev: number; record: unknown }>();
        for (const item of items) {
          const id = rowId(item.topic, item.id);
          const rev = item.record !== null && 'rev' in item.record ? item.record.rev : 0;
          const known = loaded.get(id)?.rev ?? -1;
          // A page asked for before our own write was accepted may come after it.
          if (item.record !== null && rev < known) continue;
          base.set(id, { rev: item.record === null ? known : rev, record: item.record });
        }
        return { base, meta: [{ id: 'cursor', next: () => nextCursor }] };
      }, 'only-queued');
      if (last) await takeAwayUnmet(store, isRead);
    },

    async readAgain() {
      await withinTenSeconds(
        database.transaction('rw', database.meta, async () => {
          await database.meta.put({ id: READING_AGAIN, value: Number((await database.meta.get('stamp'))?.value ?? 0) });
          await database.meta.delete('cursor');
        }),
      );
    },
  };
}

/** Rows of the GRC that the reading begun anew did not meet were deleted there. Safe to be cut short: it is done again. */
async function takeAwayUnmet(store: DataStore, isRead: (id: string) => boolean): Promise<void> {
  const { database } = store;
  const from = (await withinTenSeconds(database.meta.get(READING_AGAIN)))?.value;
  if (typeof from !== 'number') return;
  const unmet = (await withinTenSeconds(database.view.where('stamp').belowOrEqual(from).primaryKeys())).filter(isRead);
  for (let start = 0; start < unmet.length; start += AT_ONCE) {
    const ids = unmet.slice(start, start + AT_ONCE);
    await change(store, ids, (loaded) => {
      const known = [...loaded].filter(([, { rev, record }]) => rev >= 0 && record !== null);
      return { base: new Map(known.map(([id, { rev }]) => [id, { rev, record: null }])) };
    });
  }
  await withinTenSeconds(database.meta.delete(READING_AGAIN));
}
