import type { CacheScope } from '#shared/contracts/grc-api/policy.ts';
import type { CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import { tagOf } from './boxes.ts';
import { change } from './change.ts';
import { letGo, peopleWho } from './let-go.ts';
import { rowId } from './rows.ts';
import { withinTenSeconds } from './storage-timeout.ts';
import type { DataStore } from './store.ts';
import { syncStorage } from './sync-storage.ts';

/** Meta rows: that the feed is read without people; whose looked-up people these are (a tag); who stays for waiting work only. */
const WITHOUT_PEOPLE = 'feed-without-people';
const LOOKED_UP_BY = 'looked-up-by';
const LINGERING = 'lingering';

/**
 * Brings the cache in line with the town's rule, before anything is read from the feed: where people are no longer read in
 * advance, those held leave; where they are again, the feed is read from its start, since its cursor passed them by.
 */
export async function obeyScope(store: DataStore, scope: CacheScope): Promise<void> {
  const { meta } = store.database;
  const without = (await withinTenSeconds(meta.get(WITHOUT_PEOPLE))) !== undefined;
  if (without === (scope === 'looked-up')) return;
  if (without) {
    await syncStorage(store).readAgain();
    await withinTenSeconds(meta.bulkDelete([WITHOUT_PEOPLE, LINGERING]));
  } else {
    await everybodyLeaves(store);
    await withinTenSeconds(meta.put({ id: WITHOUT_PEOPLE, value: true }));
  }
}

/** Keeps a person as the GRC just showed them; what waits here for them is laid over. A newer version that is held stays. */
export async function keepLookedUp(store: DataStore, record: CitizenRecord): Promise<void> {
  const id = rowId('citizens', record.id);
  await change(store, [id], (loaded) => {
    const was = loaded.get(id);
    const newer = was !== undefined && was.record !== null && was.rev > record.rev;
    const kept = newer ? { rev: was.rev, record: { ...(was.record as CitizenRecord), retention: record.retention } } : { rev: record.rev, record };
    return { base: new Map([[id, kept]]), meta: [{ id: LINGERING, next: (value) => lingeringIn(value).filter((one) => one !== id) }] };
  });
}

/**
 * `clerkId` is at the desk now, or nobody is (null). Whom another clerk looked up leaves, but for those that waiting work
 * names: they leave with it (`lingeringLeave`). The same clerk after a restart finds what was there.
 */
export async function handOver(store: DataStore, clerkId: string | null): Promise<void> {
  const { meta } = store.database;
  const tag = clerkId === null ? '' : await tagOf(store.keys, `clerk:${clerkId}`);
  if (tag !== '' && (await withinTenSeconds(meta.get(LOOKED_UP_BY)))?.value === tag) return;
  await everybodyLeaves(store);
  await withinTenSeconds(meta.put({ id: LOOKED_UP_BY, value: tag }));
}

/** Those who stayed only for work that waited leave once it has left. */
export async function lingeringLeave(store: DataStore): Promise<void> {
  const { meta } = store.database;
  const there = lingeringIn((await withinTenSeconds(meta.get(LINGERING)))?.value);
  if (there.length === 0) return;
  await withinTenSeconds(meta.put({ id: LINGERING, value: await letGo(store, there) }));
}

/** Gives a last day (`YYYY-MM-DD`) to people who have none and of whom nothing waits: those that this desk created. */
export async function giveLastDay(store: DataStore, lastDay: string): Promise<void> {
  const without = await peopleWho(store, (record) => record?.retention === null);
  if (without.length === 0) return;
  await change(store, without, (loaded) => {
    const settled = [...loaded].filter(([, { queue, record }]) => queue.length === 0 && record !== null);
    return { base: new Map(settled.map(([id, { rev, record }]) => [id, { rev, record: { ...(record as CitizenRecord), retention: lastDay } }])) };
  });
}

/** The last day on which the desk may keep anybody it holds; null when nobody has one. */
export async function lastDayHeld(store: DataStore): Promise<string | null> {
  let last: string | null = null;
  await peopleWho(store, (record) => {
    if (last === null || (record?.retention ?? '') > last) last = record?.retention ?? null;
    return false;
  });
  return last;
}

async function everybodyLeaves(store: DataStore): Promise<void> {
  const stayed = await letGo(store, await peopleWho(store, () => true));
  await withinTenSeconds(store.database.meta.put({ id: LINGERING, value: stayed }));
}

function lingeringIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
