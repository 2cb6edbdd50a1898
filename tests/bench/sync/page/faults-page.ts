import PouchDB from 'pouchdb-browser';
import { createRxDatabase, type RxCollection } from 'rxdb';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { createMergeableStore } from 'tinybase';
import { sealBox } from '#renderer/data/boxes.ts';
import { journalPageSchema } from '#shared/contracts/desk-api/desk-api.ts';
import { desktop, peerKeys } from './desk.ts';
import type { Outgoing } from './drain-page.ts';
import { rowSchema } from './library-peers.ts';
import { host, until } from './ours.ts';
import { openPeer } from './peers.ts';
import type { JsonRow } from './peer.ts';

let kept = 0;

/** How many writes were said to be kept, since the page was loaded. */
export function keptSoFar(): number {
  return kept;
}

/** Writes one after the other until the process ends; answers at once. */
export async function writeOnOurs(intents: readonly Outgoing[]): Promise<void> {
  await host();
  void (async () => {
    for (const intent of intents) if ((await desktop.journal.record(intent)).ok) kept += 1;
  })();
}

export async function writeOnPeer(name: string, count: number): Promise<void> {
  const [store, keys] = [await openPeer(name), await peerKeys()];
  void (async () => {
    for (let nth = 0; nth < count; nth += 1) {
      const id = `written-${nth}`;
      await store.putMany([{ id, rev: 0, seq: nth, stamp: nth, tag: id, box: await sealBox(keys, id, 'La nuit'.repeat(100)) }]);
      kept += 1;
    }
  })();
}

export async function countOurs(): Promise<number> {
  let entries = 0;
  for (let after = 0, more = true; more; ) {
    const page = journalPageSchema.parse(await (await fetch(`/desk/journal?after=${after}`)).json());
    entries += page.entries.length;
    [after, more] = [page.nextSeq, page.more];
  }
  return entries;
}

export async function countPeer(name: string): Promise<number> {
  const store = await openPeer(name);
  return (await store.all()).length;
}

/** Until the GRC has refused so many, and they are shown to a clerk. */
export async function untilToHandle(count: number): Promise<number> {
  const sync = await host();
  sync.sync.poke();
  await until(sync, ({ toHandle }) => toHandle >= count);
  return sync.sync.report().toHandle;
}

/** Two desks change one field of each of these records while apart, then meet; of how many is a typed value seen by nobody. */
export async function twoWriters(which: 'RxDB on Dexie' | 'PouchDB' | 'TinyBase', count: number): Promise<{ readonly unseen: number; readonly hidden: number }> {
  const ids = Array.from({ length: count }, (_, nth) => `record-${nth}`);
  return { 'RxDB on Dexie': rxWriters, 'PouchDB': pouchWriters, 'TinyBase': tinyWriters }[which](ids);
}

/** PouchDB keeps the loser as a conflict, for whoever asks. */
async function pouchWriters(ids: readonly string[]): Promise<{ unseen: number; hidden: number }> {
  const [a, b] = [new PouchDB('writer-a'), new PouchDB('writer-b')];
  await a.bulkDocs(ids.map((_id) => ({ _id, note: '' })));
  await a.sync(b);
  for (const [database, note] of [[a, 'A'], [b, 'B']] as const) for (const id of ids) await database.put({ ...(await database.get(id)), note });
  await a.sync(b);
  const conflicts = await Promise.all(ids.map(async (id) => (await a.get(id, { conflicts: true }))._conflicts?.length ?? 0));
  const hidden = conflicts.filter((found) => found > 0).length;
  return { unseen: ids.length - hidden, hidden };
}

/** The later clock wins, cell by cell. */
function tinyWriters(ids: readonly string[]): Promise<{ unseen: number; hidden: number }> {
  const [a, b] = [createMergeableStore(), createMergeableStore()];
  for (const id of ids) a.setRow('rows', id, { note: '' });
  a.merge(b);
  for (const id of ids) {
    a.setCell('rows', id, 'note', 'A');
    b.setCell('rows', id, 'note', 'B');
  }
  a.merge(b);
  return Promise.resolve({ unseen: ids.filter((id) => a.getRow('rows', id)['note'] === b.getRow('rows', id)['note']).length, hidden: 0 });
}

type Pushed = { readonly assumedMasterState?: JsonRow; readonly newDocumentState: JsonRow };

/** A server as RxDB's documentation shows it, and RxDB's own handler of conflicts. */
async function rxWriters(ids: readonly string[]): Promise<{ unseen: number; hidden: number }> {
  const server = new Map<string, JsonRow & { readonly _deleted: boolean }>();
  const row = (id: string, box: string): JsonRow => ({ id, rev: 0, seq: 0, stamp: 0, tag: id, box });
  for (const id of ids) server.set(id, { ...row(id, ''), _deleted: false });
  const desks = await Promise.all(['A', 'B'].map(async (name) => {
    const database = await createRxDatabase({ name: `writer-${name}-${crypto.randomUUID()}`, storage: getRxStorageDexie(), multiInstance: false });
    const { rows } = (await database.addCollections({ rows: { schema: rowSchema } })) as { rows: RxCollection<JsonRow> };
    return { name, database, rows };
  }));
  const meet = async ({ name, rows }: (typeof desks)[number]): Promise<void> => {
    const replication = replicateRxCollection({
      replicationIdentifier: `writers-${name}`,
      collection: rows,
      live: false,
      pull: { handler: () => Promise.resolve({ documents: [...server.values()], checkpoint: { at: 1 } }), batchSize: ids.length + 1 },
      push: {
        handler: (batch: readonly Pushed[]) => {
          const conflicts = batch.flatMap(({ assumedMasterState, newDocumentState }) => {
            const master = server.get(newDocumentState.id);
            if (master !== undefined && master.box !== assumedMasterState?.box) return [master];
            server.set(newDocumentState.id, { ...newDocumentState, _deleted: false });
            return [];
          });
          return Promise.resolve(conflicts);
        },
      },
    });
    await replication.awaitInitialReplication();
    await replication.cancel();
  };
  for (const desk of desks) await meet(desk);
  for (const { name, rows } of desks) for (const id of ids) await (await rows.findOne(id).exec())?.incrementalPatch({ box: name });
  for (const desk of [...desks, ...desks]) await meet(desk);
  const seen = async (id: string): Promise<number> => new Set(await Promise.all(desks.map(async ({ rows }) => (await rows.findOne(id).exec())?.toJSON().box))).size;
  const values = await Promise.all(ids.map(seen));
  for (const { database } of desks) await database.close();
  return { unseen: values.filter((different) => different < 2).length, hidden: 0 };
}
