import { Dexie, type EntityTable } from 'dexie';
import type { OutboxStore, Peer, PeerRow } from './peer.ts';

export const rawIndexedDb: Peer<OutboxStore> = {
  name: 'raw IndexedDB',
  async open(name) {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      const store = asked.result.createObjectStore('rows', { keyPath: 'id' });
      for (const column of ['seq', 'stamp', 'tag']) store.createIndex(column, column);
    };
    const database = await answered(asked);
    return {
      async putMany(rows) {
        const transaction = database.transaction('rows', 'readwrite');
        const store = transaction.objectStore('rows');
        for (const row of rows) store.put(row);
        await committed(transaction);
      },
      async remove(id) {
        const transaction = database.transaction('rows', 'readwrite');
        transaction.objectStore('rows').delete(id);
        await committed(transaction);
      },
      all: () => answered(database.transaction('rows').objectStore('rows').getAll() as IDBRequest<PeerRow[]>),
      flush: () => Promise.resolve(),
      close: () => Promise.resolve(database.close()),
    };
  },
};

export const dexieAlone: Peer<OutboxStore> = {
  name: 'Dexie alone',
  async open(name) {
    const database = new Dexie(name) as Dexie & { rows: EntityTable<PeerRow, 'id'> };
    database.version(1).stores({ rows: 'id, seq, stamp, tag' });
    await database.open();
    return {
      putMany: async (rows) => void (await database.rows.bulkPut([...rows])),
      remove: (id) => database.rows.delete(id),
      all: () => database.rows.toArray(),
      flush: () => Promise.resolve(),
      close: () => Promise.resolve(database.close()),
    };
  },
};

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
  });
}
