import type { CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import { change } from './change.ts';
import { openBox } from './boxes.ts';
import { rowId } from './rows.ts';
import { withinTenSeconds } from './storage-timeout.ts';
import type { DataStore } from './store.ts';

const AT_ONCE = 200;

/**
 * Takes persons off this desk whose last day has passed by the server's own calendar (`YYYY-MM-DD`), but for those of whom
 * something still waits here. Answers how many left; a later change at the GRC brings a person back with a new last day. It
 * goes on by some hundred rows, each when `rest` says so.
 */
export async function dropExpired(store: DataStore, serverDay: string, rest: () => Promise<void> = () => Promise.resolve()): Promise<number> {
  const { database, keys } = store;
  const prefix = rowId('citizens', '');
  const ids = await withinTenSeconds(database.view.where('id').startsWith(prefix).primaryKeys());
  let dropped = 0;
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    await rest();
    const rows = await withinTenSeconds(database.view.bulkGet(ids.slice(start, start + AT_ONCE)));
    const expired = await Promise.all(
      rows.map(async (row) => {
        if (!row?.box) return [];
        const { retention } = (await openBox(keys, row.id, row.box).catch(() => ({ retention: null }))) as Pick<CitizenRecord, 'retention'>;
        return retention !== null && retention < serverDay ? [row.id] : [];
      }),
    );
    if (expired.flat().length === 0) continue;
    await change(store, expired.flat(), (loaded) => {
      const free = [...loaded].filter(([, { record, queue }]) => queue.length === 0 && isExpired(record, serverDay));
      dropped += free.length;
      return { base: new Map(free.map(([id, { rev }]) => [id, { rev, record: null }])) };
    });
  }
  return dropped;
}

function isExpired(record: unknown, serverDay: string): boolean {
  const { retention } = (record ?? { retention: null }) as Pick<CitizenRecord, 'retention'>;
  return retention !== null && retention < serverDay;
}

/** How many records of each kind this desk holds. */
export type Held = { readonly citizens: number; readonly requests: number; readonly mailItems: number };

export async function countHeld({ database }: DataStore): Promise<Held> {
  const count = (topic: 'citizens' | 'requests' | 'mail-items'): Promise<number> =>
    withinTenSeconds(database.view.where('id').startsWith(rowId(topic, '')).filter(({ box }) => box !== null).count());
  const [citizens, requests, mailItems] = await Promise.all([count('citizens'), count('requests'), count('mail-items')]);
  return { citizens, requests, mailItems };
}
