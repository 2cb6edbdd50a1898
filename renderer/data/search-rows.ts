import type { CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import { openBox, openBytes, sealBytes } from './boxes.ts';
import type { FreshRow } from './fresh-rows.ts';
import type { MailItemView } from './mail-items.ts';
import type { RequestView } from './request-view.ts';
import { rowId, type Box, type ViewRow } from './rows.ts';
import { withinTenSeconds } from './storage-timeout.ts';
import type { DataStore } from './store.ts';

const SNAPSHOT = 'search-snapshot';
const BATCH = 1000;

/** What changed in the cache after a stamp, decrypted; a record is null when it is gone. */
export type ChangedRows = {
  readonly citizens: readonly { readonly id: string; readonly record: CitizenRecord | null }[];
  readonly requests: readonly { readonly id: string; readonly record: RequestView | null }[];
  readonly letters: readonly { readonly id: string; readonly record: MailItemView | null }[];
  /** Ask again from here while `more`. */
  readonly stamp: number;
  readonly more: boolean;
};

export async function rowsSince({ database, keys, fresh }: DataStore, stamp: number): Promise<ChangedRows> {
  const written = fresh?.takeAfter(stamp);
  if (written !== undefined) return { ...byTopic(written.rows), stamp: written.stamp, more: true };
  const found = await withinTenSeconds(database.view.where('stamp').above(stamp).limit(BATCH + 1).sortBy('stamp'));
  const last = found.at(-1)?.stamp ?? stamp;
  const more = found.length > BATCH;
  // A transaction's rows share one stamp: those of the last one may be cut, unless it fills the batch alone.
  const whole = more && found[0]?.stamp !== last ? found.filter((row) => row.stamp < last) : found;
  const rows = more && whole === found ? await withinTenSeconds(database.view.where('stamp').equals(last).toArray()) : whole;
  const opened = await Promise.all(rows.map(async (row): Promise<FreshRow> => ({ id: row.id, record: await opening(keys, row) })));
  return { ...byTopic(opened), stamp: rows.at(-1)?.stamp ?? stamp, more };
}

function byTopic(rows: readonly FreshRow[]): Pick<ChangedRows, 'citizens' | 'requests' | 'letters'> {
  const of = <T>(topic: string): { id: string; record: T | null }[] =>
    rows.flatMap(({ id, record }) => (id.startsWith(`${topic}:`) ? [{ id: id.slice(topic.length + 1), record: record as T | null }] : []));
  return { citizens: of<CitizenRecord>('citizens'), requests: of<RequestView>('requests'), letters: of<MailItemView>('mail-items') };
}

/** One that is altered is left out, as it is on the screens: the others are still found. */
async function opening(keys: DataStore['keys'], row: ViewRow): Promise<unknown> {
  return row.box === null ? null : openBox(keys, row.id, row.box).catch(() => null);
}

/** The persons among these that the cache knows. */
export async function citizenRecords({ database, keys }: DataStore, ids: readonly string[]): Promise<readonly CitizenRecord[]> {
  const rows = await withinTenSeconds(database.view.bulkGet(ids.map((id) => rowId('citizens', id))));
  const opened = await Promise.all(rows.map(async (row) => (row === undefined ? null : opening(keys, row))));
  return opened.filter((record): record is CitizenRecord => record !== null);
}

/** Number of the last transaction on the cache. */
export async function lastStamp({ database }: DataStore): Promise<number> {
  return Number((await withinTenSeconds(database.meta.get('stamp')))?.value ?? 0);
}

/** The packed index as it was last kept, or undefined when there is none that opens. */
export async function readSearchSnapshot({ database, keys }: DataStore): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const row = await withinTenSeconds(database.meta.get(SNAPSHOT));
  if (row === undefined) return undefined;
  return openBytes(keys, SNAPSHOT, row.value as Box).catch(() => undefined);
}

/** What it held of people who left is not kept; the next start reads everything. */
export async function dropSearchSnapshot({ database }: DataStore): Promise<void> {
  await withinTenSeconds(database.meta.delete(SNAPSHOT));
}

export async function writeSearchSnapshot({ database, keys }: DataStore, snapshot: Uint8Array<ArrayBuffer>): Promise<void> {
  const box = await sealBytes(keys, SNAPSHOT, snapshot);
  await withinTenSeconds(database.meta.put({ id: SNAPSHOT, value: box }));
}
