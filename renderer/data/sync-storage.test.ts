import 'fake-indexeddb/auto';
import { syncStorageContract } from '#shared/sync/sync-storage.contract.ts';
import type { CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import { importDataKeys, openBox } from './boxes.ts';
import { openDatabase } from './database.ts';
import { project } from './project.ts';
import type { MailItemView } from './mail-items.ts';
import type { RequestView } from './request-view.ts';
import { rowId } from './rows.ts';
import { syncStorage } from './sync-storage.ts';

let opened = 0;

syncStorageContract('encrypted cache', async () => {
  opened += 1;
  const { database } = await openDatabase(`storage-${opened}`);
  const store = { database, keys: await importDataKeys(new Uint8Array(32).fill(7)) };
  const shown = async <T>(id: string): Promise<T | null> => {
    const row = await database.view.get(id);
    return row?.box ? ((await openBox(store.keys, id, row.box)) as T) : null;
  };
  return {
    storage: syncStorage(store),
    project: (sealed, acknowledged = new Set(), rebased = new Map()) => project(store, [sealed], acknowledged, rebased),
    request: (id) => shown<RequestView>(rowId('requests', id)),
    mailItem: (id) => shown<MailItemView>(rowId('mail-items', id)),
    citizen: (id) => shown<CitizenRecord>(rowId('citizens', id)),
  };
});
