import { openOperation } from './operation-rows.ts';
import { withinTenSeconds } from './storage-timeout.ts';
import type { DataStore } from './store.ts';

/**
 * Takes out queued writes that no longer open and has their intents read from the journal again, with all that follows:
 * the journal knows which of their writes the GRC has accepted.
 */
export async function healQueue({ database, keys }: DataStore): Promise<void> {
  const rows = await withinTenSeconds(database.ops.toArray());
  const opened = await Promise.all(rows.map(async (row) => ((await openOperation(keys, row).catch(() => undefined)) === undefined ? row : undefined)));
  const spoilt = opened.filter((row) => row !== undefined);
  if (spoilt.length === 0) return;
  const seqs = new Set(spoilt.map(({ seq }) => seq));
  await withinTenSeconds(
    database.transaction('rw', database.ops, database.meta, async () => {
      await database.ops.bulkDelete(spoilt.map(({ opId }) => opId));
      await database.meta.where('id').startsWith('projected:').and(({ value }) => seqs.has(Number(value))).delete();
      const read = Number((await database.meta.get('journal'))?.value ?? 0);
      await database.meta.put({ id: 'journal', value: Math.min(read, Math.min(...seqs) - 1) });
    }),
  );
}
