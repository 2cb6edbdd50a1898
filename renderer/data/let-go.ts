import type { CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import type { Operation } from '#shared/sync/operation.ts';
import { openBox } from './boxes.ts';
import { change } from './change.ts';
import { openOperation } from './operation-rows.ts';
import { rowId } from './rows.ts';
import { dropSearchSnapshot } from './search-rows.ts';
import { withinTenSeconds } from './storage-timeout.ts';
import type { DataStore } from './store.ts';

const AT_ONCE = 200;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/**
 * Row ids of the persons whom the cache holds and of whom this holds; a record that does not open is null. It goes on by some
 * hundred rows, each when `rest` says so.
 */
export async function peopleWho({ database, keys }: DataStore, holds: (record: CitizenRecord | null) => boolean, rest: () => Promise<void> = () => Promise.resolve()): Promise<readonly string[]> {
  const ids = await withinTenSeconds(database.view.where('id').startsWith(rowId('citizens', '')).primaryKeys());
  const found: string[] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    await rest();
    const rows = await withinTenSeconds(database.view.bulkGet(ids.slice(start, start + AT_ONCE)));
    const opened = rows.map(async (row): Promise<readonly string[]> => {
      if (!row?.box) return [];
      const record = (await openBox(keys, row.id, row.box).catch(() => null)) as CitizenRecord | null;
      return holds(record) ? [row.id] : [];
    });
    found.push(...(await Promise.all(opened)).flat());
  }
  return found;
}

/**
 * Takes these persons (row ids) off the desk, and out of the search index kept for the next start; answers who stays: those
 * whom waiting work names, and those of whom `goes` no longer holds when it comes to it.
 */
export async function letGo(store: DataStore, ids: readonly string[], goes: (record: CitizenRecord | null) => boolean = () => true): Promise<readonly string[]> {
  const needed = await namedByWaiting(store);
  const gone = new Set<string>();
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE);
    await change(store, some, (loaded) => {
      const leaving = [...loaded].filter(([id, { queue, record }]) => queue.length === 0 && !needed.has(id) && goes(record as CitizenRecord | null));
      for (const id of some) gone.delete(id);
      for (const [id] of leaving) gone.add(id);
      return { base: new Map(leaving.map(([id, { rev }]) => [id, { rev, record: null }])) };
    });
  }
  if (gone.size > 0) await dropSearchSnapshot(store);
  return ids.filter((id) => !gone.has(id));
}

/** Row ids of everybody whom a write that waits here names, however it does. That somebody was looked at keeps nobody. */
async function namedByWaiting({ database, keys }: DataStore): Promise<ReadonlySet<string>> {
  const rows = await withinTenSeconds(database.ops.toArray());
  const named = rows.map(async (row): Promise<readonly string[]> => {
    const entry = await openOperation(keys, row).catch(() => undefined);
    return entry === undefined ? [row.about] : idsIn(entry.operation).map((id) => rowId('citizens', id));
  });
  return new Set((await Promise.all(named)).flat());
}

function idsIn(operation: Operation): readonly string[] {
  return operation.type === 'audit/record' ? [] : (JSON.stringify(operation).match(UUID) ?? []);
}
