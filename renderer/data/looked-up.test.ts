import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import { operationsOf } from '#shared/sync/operations-of.ts';
import { citizen, correction, id, letter, opening, visit } from '#shared/sync/testing/sealed.ts';
import { peopleWho } from './let-go.ts';
import { giveLastDay, handOver, keepLookedUp, lastDayHeld, lingeringLeave, obeyScope } from './looked-up.ts';
import { openBox } from './boxes.ts';
import { project } from './project.ts';
import { dropExpired } from './retention.ts';
import { rowId } from './rows.ts';
import { readSearchSnapshot, writeSearchSnapshot } from './search-rows.ts';
import type { DataStore } from './store.ts';
import { syncStorage } from './sync-storage.ts';
import { testStore } from './testing/test-store.ts';

const ANNA = id(1, 'a');
const BRUNO = id(2, 'a');
const person = (n: number, change: Partial<CitizenRecord> = {}): CitizenRecord => ({ ...citizen(n), rev: 3, retention: '2026-12-24', ...change });
const row = (n: number): string => rowId('citizens', id(n, 'c'));
const held = (store: DataStore) => peopleWho(store, () => true);
const send = async (store: DataStore, sealed: Parameters<typeof operationsOf>[0]): Promise<void> => {
  for (const operation of operationsOf(sealed)) await syncStorage(store).settle(operation, { id: operation.aggregate, rev: 4, grcNumber: null, acceptedAt: '2026-11-24T08:00:00Z' });
};

test('who was looked up is held as the GRC showed them, until the last day by the server’s calendar', async () => {
  const store = await testStore();
  await keepLookedUp(store, person(1));
  await keepLookedUp(store, person(2, { retention: '2026-11-30' }));
  const view = await store.database.view.get(row(1));
  expect(view?.box && (await openBox(store.keys, row(1), view.box))).toEqual(person(1));
  expect([view?.rev, await lastDayHeld(store), await dropExpired(store, '2026-12-01'), await held(store)]).toEqual([3, '2026-12-24', 1, [row(1)]]);
});

test('a newer version that is held stays, and is kept as long as the GRC now says', async () => {
  const store = await testStore();
  await keepLookedUp(store, person(1, { rev: 5, birthPlace: 'Lyon', retention: '2026-11-30' }));
  await keepLookedUp(store, person(1));
  const view = await store.database.view.get(row(1));
  expect(view?.box && (await openBox(store.keys, row(1), view.box))).toEqual(person(1, { rev: 5, birthPlace: 'Lyon' }));
});

test('another clerk finds nobody of the one before; the same one, after a restart, does', async () => {
  const store = await testStore();
  await handOver(store, ANNA);
  await keepLookedUp(store, person(1));
  await writeSearchSnapshot(store, new Uint8Array([7]));
  await handOver(store, ANNA);
  expect([await held(store), await readSearchSnapshot(store)]).toEqual([[row(1)], new Uint8Array([7])]);
  await handOver(store, BRUNO);
  expect([await held(store), await readSearchSnapshot(store)]).toEqual([[], undefined]);
  await keepLookedUp(store, person(1));
  await handOver(store, null);
  expect(await held(store)).toEqual([]);
});

test('a clerk who left is named nowhere on the disk', async () => {
  const store = await testStore();
  await handOver(store, ANNA);
  expect(JSON.stringify(await store.database.meta.toArray())).not.toContain(ANNA);
});

test('whom waiting work names stays with it, however it names them, and leaves once it is sent; having looked keeps nobody', async () => {
  const store = await testStore();
  for (const n of [1, 2, 3, 4, 5, 6]) await keepLookedUp(store, person(n));
  const waiting = [visit(1, { applicant: id(1, 'c') }), correction(2, 2, []), letter(3, { sender: id(3, 'c') })];
  await project(store, [...waiting, opening(4)], new Set());
  await handOver(store, BRUNO);
  expect(await held(store)).toEqual([row(1), row(2), row(3)]);
  expect(await dropExpired(store, '2027-01-01')).toBe(0);
  await send(store, waiting[0] as (typeof waiting)[0]);
  await lingeringLeave(store);
  expect(await held(store)).toEqual([row(2), row(3)]);
  // Looked up again by the clerk who is there now: theirs from here on.
  await keepLookedUp(store, person(3));
  for (const one of waiting.slice(1)) await send(store, one);
  await lingeringLeave(store);
  expect([await held(store), await store.database.ops.count()]).toEqual([[row(3)], 1]);
});

test('what waits and no longer opens keeps whom it is about', async () => {
  const store = await testStore();
  await keepLookedUp(store, person(2));
  await project(store, [correction(2, 2, [])], new Set());
  await store.database.ops.toCollection().modify({ box: new Uint8Array(40) });
  await handOver(store, BRUNO);
  expect(await held(store)).toEqual([row(2)]);
});

test('a person created here gets a last day once the GRC has them', async () => {
  const store = await testStore();
  const created = visit(1, { citizens: [citizen(1)] });
  await project(store, [created], new Set());
  await giveLastDay(store, '2026-12-24');
  expect(await lastDayHeld(store)).toBe(null);
  await send(store, created);
  await giveLastDay(store, '2026-12-24');
  expect([await lastDayHeld(store), await dropExpired(store, '2026-12-25')]).toEqual(['2026-12-24', 1]);
});

test('a town that ends reading in advance has its people off the desk; the cursor goes on', async () => {
  const store = await testStore();
  await syncStorage(store).applyPage([{ topic: 'citizens', id: id(1, 'c'), record: person(1) }], 'c1', true);
  await obeyScope(store, 'site');
  expect([await held(store), await syncStorage(store).cursor()]).toEqual([[row(1)], 'c1']);
  await obeyScope(store, 'looked-up');
  expect([await held(store), await syncStorage(store).cursor()]).toEqual([[], 'c1']);
  await keepLookedUp(store, person(2));
  await obeyScope(store, 'looked-up');
  expect(await held(store)).toEqual([row(2)]);
});

test('back to reading in advance, the feed is read from its start, once', async () => {
  const store = await testStore();
  await obeyScope(store, 'looked-up');
  await keepLookedUp(store, person(2));
  await syncStorage(store).applyPage([], 'c1', true);
  await obeyScope(store, 'all');
  expect(await syncStorage(store).cursor()).toBe(null);
  await syncStorage(store).applyPage([{ topic: 'citizens', id: id(1, 'c'), record: person(1) }], 'c2', true);
  await obeyScope(store, 'site');
  expect([await held(store), await syncStorage(store).cursor()]).toEqual([[row(1)], 'c2']);
});

test('a reading begun anew without people takes nobody away', async () => {
  const store = await testStore();
  await keepLookedUp(store, person(1));
  const storage = syncStorage(store, (one) => !one.startsWith('citizens:'));
  await storage.readAgain();
  await storage.applyPage([], 'c1', true);
  expect(await held(store)).toEqual([row(1)]);
});
