import PouchDB from 'pouchdb-browser';
import { createRxDatabase, type RxCollection } from 'rxdb';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { openBox, sealBox } from '#renderer/data/boxes.ts';
import type { Captured } from '#shared/domain/desk/captured.ts';
import type { Intent } from '#shared/sync/intent.ts';
import { desktop, peerKeys } from './desk.ts';
import { dexieAlone, rawIndexedDb } from './indexed-db-peers.ts';
import { rowSchema } from './library-peers.ts';
import { host, isUpToDate, until } from './ours.ts';
import { fromJson, toJson, type JsonRow, type PeerRow } from './peer.ts';

/** One write to be sent: a person whom the GRC does not know. */
export type Outgoing = Extract<Intent, { kind: 'citizen' }>;

const NAME = 'peer-outbox';

/** From the line’s return to the last answer kept. */
export async function drainOurs(): Promise<number> {
  const sync = await host();
  const since = Date.now();
  const start = performance.now();
  sync.sync.poke();
  await until(sync, (report) => isUpToDate(report) && report.state.phase === 'up-to-date' && report.state.checkedAt >= since);
  return performance.now() - start;
}

/** Kept by hand, one row an operation, sent in order, each forgotten once it is accepted. */
export async function drainByHand(which: 'raw IndexedDB' | 'Dexie alone' | 'PouchDB', outgoing: readonly Outgoing[]): Promise<number> {
  const rows = await sealed(outgoing);
  const outbox = await { 'raw IndexedDB': rawOutbox, 'Dexie alone': dexieOutbox, 'PouchDB': pouchOutbox }[which](rows);
  const captured = await capturedNow();
  const keys = await peerKeys();
  const start = performance.now();
  for (const row of await outbox.waiting()) {
    await send((await openBox(keys, row.id, row.box)) as Outgoing, captured);
    await outbox.forget(row.id);
  }
  return performance.now() - start;
}

/** RxDB’s own replication; `inParallel`: a whole batch at once, where the order of entry is not kept. */
export async function drainRxdb(inParallel: boolean, outgoing: readonly Outgoing[]): Promise<number> {
  const database = await createRxDatabase({ name: `${NAME}-${crypto.randomUUID()}`, storage: getRxStorageDexie(), multiInstance: false });
  const { rows } = (await database.addCollections({ rows: { schema: rowSchema } })) as { rows: RxCollection<JsonRow> };
  await rows.bulkUpsert((await sealed(outgoing)).map(toJson));
  const captured = await capturedNow();
  const keys = await peerKeys();
  const sendRow = async (row: JsonRow): Promise<void> => send((await openBox(keys, row.id, fromJson(row).box)) as Outgoing, captured);
  const start = performance.now();
  const replication = replicateRxCollection({
    replicationIdentifier: 'bench',
    collection: rows,
    live: false,
    retryTime: 500,
    push: {
      handler: async (batch: readonly { readonly newDocumentState: JsonRow }[]) => {
        if (inParallel) await Promise.all(batch.map(({ newDocumentState }) => sendRow(newDocumentState)));
        else for (const { newDocumentState } of batch) await sendRow(newDocumentState);
        return [];
      },
    },
  });
  await replication.awaitInitialReplication();
  const ms = performance.now() - start;
  await database.close();
  return ms;
}

async function send({ opId, citizen }: Outgoing, captured: Captured): Promise<void> {
  const answer = await fetch(`/grc/citizens/${citizen.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'idempotency-key': opId, 'if-none-match': '*' },
    body: JSON.stringify({ citizen, captured }),
  });
  if (!answer.ok) throw new Error(`refused: ${answer.status} ${await answer.text()}`);
  await answer.text();
}

async function capturedNow(): Promise<Captured> {
  const view = await desktop.session.view();
  if (view.phase !== 'open') throw new Error('no clerk');
  const { clerk, desk, town } = view;
  return { clerk: { id: clerk.id, name: clerk.name, title: clerk.title }, deskId: desk.id, site: desk.site, desk: desk.desk, at: new Date().toISOString(), zone: town.zone };
}

async function sealed(outgoing: readonly Outgoing[]): Promise<readonly PeerRow[]> {
  const keys = await peerKeys();
  return Promise.all(outgoing.map(async (one, seq) => ({ id: one.opId, rev: 0, seq, stamp: seq, tag: one.citizen.id, box: await sealBox(keys, one.opId, one) })));
}

type Outbox = { waiting(): Promise<readonly PeerRow[]>; forget(id: string): Promise<void> };

async function rawOutbox(rows: readonly PeerRow[]): Promise<Outbox> {
  const name = `${NAME}-raw`;
  const store = await rawIndexedDb.open(name);
  await store.putMany(rows);
  return { waiting: store.all, forget: (id) => store.remove(id) };
}

async function dexieOutbox(rows: readonly PeerRow[]): Promise<Outbox> {
  const store = await dexieAlone.open(`${NAME}-dexie`);
  await store.putMany(rows);
  return { waiting: store.all, forget: (id) => store.remove(id) };
}

async function pouchOutbox(rows: readonly PeerRow[]): Promise<Outbox> {
  const database = new PouchDB(`${NAME}-pouch`, { auto_compaction: true });
  const answers = await database.bulkDocs(rows.map((row) => ({ ...toJson(row), _id: row.id })));
  const revisions = new Map(answers.map(({ id, rev }) => [id, rev]));
  return {
    waiting: () => Promise.resolve(rows),
    forget: async (id) => {
      await database.bulkDocs([{ _id: id, _rev: revisions.get(id), _deleted: true }]);
    },
  };
}
