import { createRxDatabase, type RxCollection } from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import PouchDB from 'pouchdb-browser';
import { createStore } from 'tinybase';
import { createIndexedDbPersister } from 'tinybase/persisters/persister-indexed-db';
import { fromJson, toJson, type JsonRow, type Peer } from './peer.ts';

const text = (maxLength: number): object => ({ type: 'string', maxLength });
const whole = { type: 'number', minimum: 0, maximum: 1e12, multipleOf: 1 };

export const rowSchema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: text(80), rev: whole, seq: whole, stamp: whole, tag: text(64), box: { type: 'string' } },
  required: ['id', 'rev', 'seq', 'stamp', 'tag', 'box'],
  indexes: ['seq', 'stamp', 'tag'],
};

export const rxdb: Peer = {
  name: 'RxDB on Dexie',
  async open(name) {
    const database = await createRxDatabase({ name, storage: getRxStorageDexie(), multiInstance: false });
    const { rows } = (await database.addCollections({ rows: { schema: rowSchema } })) as { rows: RxCollection<JsonRow> };
    return {
      async putMany(added) {
        const { error } = await rows.bulkUpsert(added.map(toJson));
        if (error.length > 0) throw new Error(`RxDB refused ${error.length}`);
      },
      all: async () => (await rows.find().exec()).map((found) => fromJson(found.toJSON())),
      flush: () => Promise.resolve(),
      close: async () => void (await database.close()),
    };
  },
};

export const pouchdb: Peer = {
  name: 'PouchDB',
  async open(name) {
    const database = new PouchDB(name, { auto_compaction: true });
    // Its indexes are documents of a plug-in; here the columns are only kept, which is in its favour.
    const revisions = new Map<string, string>();
    return {
      async putMany(added) {
        const rows = added.map((row) => {
          const { id, ...rest } = toJson(row);
          const known = revisions.get(id);
          return { _id: id, ...(known !== undefined && { _rev: known }), ...rest };
        });
        for (const answer of await database.bulkDocs(rows)) {
          if (answer.rev === undefined) throw new Error('PouchDB refused one');
          revisions.set(answer.id, answer.rev);
        }
      },
      all: async () => (await database.allDocs({ include_docs: true })).rows.map(({ doc: { _id, ...row } }) => fromJson({ id: _id, ...row })),
      flush: () => Promise.resolve(),
      close: () => database.close(),
    };
  },
};

export const tinybase: Peer = {
  name: 'TinyBase',
  async open(name) {
    const store = createStore();
    const persister = createIndexedDbPersister(store, name);
    await persister.load();
    return {
      async putMany(added) {
        store.transaction(() => {
          for (const row of added) store.setRow('rows', row.id, { ...toJson(row) });
        });
        // It writes its whole content each time: while many come, it is asked once, at their end.
        if (added.length === 1) await persister.save();
      },
      all: () => Promise.resolve(Object.values(store.getTable('rows')).map((row) => fromJson(row as JsonRow))),
      flush: async () => void (await persister.save()),
      close: async () => void (await persister.destroy()),
    };
  },
};
