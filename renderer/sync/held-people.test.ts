import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { peopleWho } from '#renderer/data/let-go.ts';
import { keepLookedUp, lastDayHeld } from '#renderer/data/looked-up.ts';
import { testStore } from '#renderer/data/testing/test-store.ts';
import { citizen } from '#shared/sync/testing/sealed.ts';
import { HeldPeople } from './held-people.ts';

const once = (run: () => Promise<void>): Promise<void> => run();
const person = (n: number, retention: string | null) => ({ ...citizen(n), rev: 3, retention });

test('who has no last day gets the town’s, from the server’s day on', async () => {
  const store = await testStore();
  const people = new HeldPeople(store, { cacheScope: 'looked-up', lookedUpDays: 30 }, once);
  await keepLookedUp(store, person(1, null));
  await keepLookedUp(store, person(2, '2026-11-23'));
  await people.onDay('2026-11-24');
  expect([await lastDayHeld(store), (await peopleWho(store, () => true)).length]).toEqual(['2026-12-24', 1]);
});

test('where people are read in advance they have no last day but the GRC’s, and are of no clerk', async () => {
  const store = await testStore();
  const people = new HeldPeople(store, { cacheScope: 'site', lookedUpDays: 30 }, once);
  await keepLookedUp(store, person(1, null));
  await people.onDay('2026-11-24');
  people.clerkIs(null, Promise.resolve());
  await people.handedOver;
  expect([await lastDayHeld(store), (await peopleWho(store, () => true)).length, people.isRead('citizens:1')]).toEqual([null, 1, true]);
});

test('nobody is answered before the desk is handed over, which is insisted on', async () => {
  const store = await testStore();
  const insist = vi.fn(once);
  const people = new HeldPeople(store, { cacheScope: 'looked-up', lookedUpDays: 30 }, insist);
  let written: () => void = () => undefined;
  people.clerkIs(null, new Promise((resolve) => (written = resolve)));
  const answered = people.handedOver.then(() => peopleWho(store, () => true));
  await keepLookedUp(store, person(1, '2026-12-24'));
  written();
  expect([await answered, insist.mock.calls.length, people.isRead('citizens:1'), people.isRead('requests:1')]).toEqual([[], 1, false, true]);
});
