import type { PromiseExtended } from 'dexie';
import type { CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import type { MailItem } from '#shared/domain/mail/mail-item.ts';
import type { ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import { partiesOf } from '#shared/sync/outbox.ts';
import { overlayCitizen, overlayMailItem, overlayRequest } from '#shared/sync/overlay.ts';
import type { QueuedOperation } from '#shared/sync/queued-operation.ts';
import { openBox, sealBox, tagOf, versionOf } from './boxes.ts';
import type { FreshRow } from './fresh-rows.ts';
import { markWritten } from './last-written.ts';
import { aboutOf, isRow, openOperation, operationBoxId } from './operation-rows.ts';
import type { BaseRow, Box, MetaRow, OpRow, ViewRow } from './rows.ts';
import { withinTenSeconds } from './storage-timeout.ts';
import type { DataStore } from './store.ts';

/** What one view row is made from. `rev` of what the GRC approved; the record is null when the GRC has none. */
export type Loaded = { readonly rev: number; readonly record: unknown; readonly queue: readonly QueuedOperation[]; readonly view: boolean };

/** What to change, all or nothing. */
export type Edit = {
  readonly base?: ReadonlyMap<string, { readonly rev: number; readonly record: unknown }>;
  readonly put?: readonly QueuedOperation[];
  readonly forget?: readonly string[];
  /** Runs inside the transaction, on plain values only. */
  readonly meta?: readonly { readonly id: string; readonly next: (value: unknown) => unknown }[];
};

/** `only-queued`: `decide` looks at no record but those of rows where something waits; the others are not opened, and read null. */
type Opening = 'every-record' | 'only-queued';

const TRIES = 8;
/** From here on rows are a page of changes. */
const MANY = 50;

/**
 * The one way to change the cache: reads the rows named, lets `decide` say what changes, encrypts, then writes base,
 * outbox and view in one transaction. Encryption is done before it, so the rows are checked again inside: when the
 * window and the worker meet, the later one starts over.
 */
export async function change(store: DataStore, ids: readonly string[], decide: (loaded: ReadonlyMap<string, Loaded>) => Edit | Promise<Edit>, opening: Opening = 'every-record'): Promise<void> {
  const { database } = store;
  const wanted = [...new Set(ids)];
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await withinTenSeconds(database.transaction('r', database.base, database.ops, database.view, database.meta, () => read(store, wanted)));
    const { loaded, spoilt } = await open(store, wanted, before, opening);
    const edit = await decide(loaded);
    const rows = await prepare(store, wanted, before, loaded, edit);
    const stamp = await withinTenSeconds(
      database.transaction('rw', database.base, database.ops, database.view, database.meta, async () => {
        const last = await stampOf(store);
        // Nobody wrote anything meanwhile: the rows need not be read again to know it.
        if (last !== before.last && signature(await read(store, wanted)) !== signature(before)) return undefined;
        const stamp = last + 1;
        const meta: MetaRow[] = [{ id: 'stamp', value: stamp }];
        for (const { id, next } of edit.meta ?? []) meta.push({ id, value: next((await database.meta.get(id))?.value) });
        await database.meta.bulkPut(meta);
        // What the GRC approved of a row that no longer opens is only there: the feed is read from its start.
        if (spoilt) await database.meta.delete('cursor');
        await database.base.bulkPut(rows.base);
        if (rows.merged.length > 0) await database.base.bulkDelete(rows.merged);
        if (edit.forget) await database.ops.bulkDelete([...edit.forget]);
        await database.ops.bulkPut(rows.ops);
        await database.view.bulkPut(rows.view.map((row) => ({ ...row, stamp })));
        return stamp;
      }),
    ).catch((cause: unknown) => {
      markWritten(store, Infinity);
      throw cause;
    });
    if (stamp === undefined) continue;
    markWritten(store, stamp);
    store.fresh?.add(stamp, rows.shown);
    return;
  }
  throw new Error('cache: rows kept changing');
}

type Read = {
  readonly base: ReadonlyMap<string, BaseRow>;
  readonly view: readonly (ViewRow | undefined)[];
  readonly ops: readonly OpRow[];
  /** Number of the last transaction before this reading. */
  readonly last: number;
};

async function stampOf({ database }: DataStore): Promise<number> {
  return Number((await database.meta.get('stamp'))?.value ?? 0);
}

async function read(store: DataStore, ids: readonly string[]): Promise<Read> {
  const { database } = store;
  const [base, view, ops, last] = await Promise.all([
    amongThese(ids, () => database.base.toCollection().primaryKeys(), (some) => database.base.bulkGet(some)),
    database.view.bulkGet([...ids]),
    amongThese(ids, () => database.ops.orderBy('about').uniqueKeys() as PromiseExtended<string[]>, (some) => database.ops.where('about').anyOf(some).toArray()),
    stampOf(store),
  ]);
  return { base: new Map(base.flatMap((row) => (row === undefined ? [] : [[row.id, row]]))), view, ops, last };
}

/** Few rows have something laid over them: of a whole page, those are found by one question before they are read. */
async function amongThese<Row>(ids: readonly string[], all: () => Promise<string[]>, read: (ids: string[]) => Promise<Row[]>): Promise<readonly Row[]> {
  if (ids.length <= MANY) return read([...ids]);
  const wanted = new Set(ids);
  const there = (await all()).filter((id) => wanted.has(id));
  return there.length === 0 ? [] : read(there);
}

/** What the GRC approved: of a row without its own base, it is what is shown. */
function approved({ base, view }: Read, id: string, i: number): BaseRow | undefined {
  return base.get(id) ?? view[i];
}

function signature({ base, ops, view }: Read): string {
  const parts = [...[...base.values()].map((row) => row.id + versionOf(row.box)), ...ops.map((row) => row.opId + versionOf(row.box)), ...view.map((row) => String(row?.stamp))];
  return parts.join('\n');
}

/** A row that was altered counts as absent, so that it holds nothing else up; `healQueue` brings back a write. */
async function open({ keys }: DataStore, ids: readonly string[], before: Read, opening: Opening): Promise<{ readonly loaded: ReadonlyMap<string, Loaded>; readonly spoilt: boolean }> {
  let spoilt = false;
  const queues = new Map<string, QueuedOperation[]>();
  for (const row of before.ops) {
    const operation = await openOperation(keys, row).catch(() => undefined);
    if (operation !== undefined) queues.set(row.about, [...(queues.get(row.about) ?? []), operation]);
  }
  const opened = async (id: string, box: Box): Promise<unknown> => {
    try {
      return await openBox(keys, id, box);
    } catch {
      spoilt = true;
      return undefined;
    }
  };
  const entries = ids.map(async (id, i): Promise<[string, Loaded]> => {
    const row = approved(before, id, i);
    const queue = queues.get(id) ?? [];
    const record = row?.box && (opening === 'every-record' || queue.length > 0) ? await opened(id, row.box) : null;
    return [id, { rev: record === undefined ? -1 : (row?.rev ?? -1), record: record ?? null, queue, view: before.view[i] !== undefined }];
  });
  const loaded = new Map(await Promise.all(entries));
  return { loaded, spoilt };
}

async function prepare(store: DataStore, ids: readonly string[], before: Read, loaded: ReadonlyMap<string, Loaded>, edit: Edit) {
  const { keys } = store;
  const put = edit.put ?? [];
  const gone = new Set([...(edit.forget ?? []), ...put.map(({ operation }) => operation.opId)]);
  const rows = await Promise.all(
    ids.map(async (id, i): Promise<{ readonly base: BaseRow; readonly view: Omit<ViewRow, 'stamp'>; readonly shown: unknown }[]> => {
      const was = loaded.get(id);
      const queue = [...(was?.queue ?? []).filter(({ operation }) => !gone.has(operation.opId)), ...put.filter(({ operation }) => aboutOf(operation) === id)];
      const changed = edit.base?.get(id);
      if (changed === undefined && queue.length === 0 && was?.queue.length === 0) return [];
      const record = changed === undefined ? (was?.record ?? null) : changed.record;
      const shown = overlay(id, record, queue);
      const made = Math.max(0, ...queue.map(({ operation }) => (operation.type === 'request/create' || operation.type === 'mail-item/create' ? operation.seq : 0)));
      const seq = Math.max(before.view[i]?.seq ?? 0, made);
      const rev = changed?.rev ?? was?.rev ?? -1;
      const known = changed === undefined ? approved(before, id, i)?.box : undefined;
      const base: BaseRow = { id, rev, box: record === null ? null : (known ?? (await sealBox(keys, id, record))) };
      const box = shown === record ? base.box : shown === null ? null : await sealBox(keys, id, shown);
      return [{ base, view: { id, rev, ...(seq > 0 && { seq }), tags: await tagsOf(store, id, shown), box }, shown }];
    }),
  );
  const ops = await Promise.all(
    put.map(async (entry): Promise<OpRow> => {
      const { opId, seq } = entry.operation;
      return { opId, seq, about: aboutOf(entry.operation), box: await sealBox(keys, operationBoxId(opId), entry) };
    }),
  );
  const written = rows.flat();
  const [same, different] = [written.filter(({ base, view }) => base.box === view.box), written.filter(({ base, view }) => base.box !== view.box)];
  return {
    base: different.map(({ base }) => base).filter(({ id, box }) => !before.base.has(id) || before.base.get(id)?.box !== box),
    /** Nothing is laid over these any more: one row says both. */
    merged: same.map(({ view }) => view.id).filter((id) => before.base.has(id)),
    ops,
    view: written.map(({ view }) => view),
    shown: written.map(({ view: { id }, shown }): FreshRow => ({ id, record: shown })),
  };
}

function overlay(id: string, record: unknown, queue: readonly QueuedOperation[]): unknown {
  if (isRow('requests', id)) return overlayRequest(record as ServiceRequest | null, queue);
  if (isRow('citizens', id)) return overlayCitizen(record as CitizenRecord | null, queue);
  if (isRow('mail-items', id)) return overlayMailItem(record as MailItem | null, queue);
  return record;
}

async function tagsOf({ keys }: DataStore, id: string, record: unknown): Promise<readonly string[]> {
  return Promise.all(relationsOf(id, record).map((relation) => tagOf(keys, relation)));
}

function relationsOf(id: string, record: unknown): readonly string[] {
  if (record === null) return [];
  if (isRow('requests', id)) return partiesOf(record as ServiceRequest).map((citizenId) => `requests-of:${citizenId}`);
  return isRow('mail-items', id) ? [`mail-of-day:${(record as MailItem).receivedOn}`] : [];
}
