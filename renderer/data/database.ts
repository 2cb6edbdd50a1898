import { Dexie, type EntityTable } from 'dexie';
import type { BaseRow, DraftRow, MetaRow, OpRow, ViewRow } from './rows.ts';
import { withinTenSeconds } from './storage-timeout.ts';

/**
 * Shape of the cached records. Raised when they change: the cache is then read again, the outbox and the drafts stay.
 * Dexie 4 never throws VersionError, so that an older build would open a newer cache without noticing.
 */
export const CACHE_EPOCH = 2;

export type Database = Dexie & {
  base: EntityTable<BaseRow, 'id'>;
  ops: EntityTable<OpRow, 'opId'>;
  view: EntityTable<ViewRow, 'id'>;
  drafts: EntityTable<DraftRow, 'id'>;
  meta: EntityTable<MetaRow, 'id'>;
};

/** `fresh`: nothing was there. `lost`: what was there could not be opened, and another one is used. */
export type OpenedDatabase = { readonly database: Database; readonly state: 'kept' | 'fresh' | 'lost' };

/** Opens the cache, or a new one when it cannot be opened: it is a projection, the journal is the truth. */
export async function openDatabase(name: string): Promise<OpenedDatabase> {
  const first = declare(name);
  try {
    return { database: first, state: (await prepare(first)) ? 'kept' : 'fresh' };
  } catch {
    first.close();
    const second = declare(await freed(name));
    await prepare(second);
    return { database: second, state: 'lost' };
  }
}

/** The same name once it is deleted; where even that does not answer, a name of its own, filled like any lost cache. */
async function freed(name: string): Promise<string> {
  try {
    await withinTenSeconds(Dexie.delete(name));
    return name;
  } catch {
    return `${name}-beside`;
  }
}

/** Opens what the worker has prepared; by a factory of its own, if given. */
export function declare(name: string, factory?: IDBFactory): Database {
  // What Dexie remembers of a query outlives the database that it was put to.
  const database = new Dexie(name, { cache: 'disabled', ...(factory && { indexedDB: factory, IDBKeyRange }) }) as Database;
  database.version(1).stores({ base: 'id', ops: 'opId, about', view: 'id, *tags, seq, stamp', drafts: 'id', meta: 'id' });
  return database;
}

/** Whether a cache of our epoch was there. */
async function prepare(database: Database): Promise<boolean> {
  await withinTenSeconds(database.open());
  return withinTenSeconds(
    database.transaction('rw', database.base, database.view, database.meta, async () => {
      const epoch = (await database.meta.get('epoch'))?.value;
      if (epoch === CACHE_EPOCH) return true;
      if (epoch !== undefined) await Promise.all([database.base.clear(), database.view.clear(), database.meta.clear()]);
      await database.meta.put({ id: 'epoch', value: CACHE_EPOCH });
      return false;
    }),
  );
}
