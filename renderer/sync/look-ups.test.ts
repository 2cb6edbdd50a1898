import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { peopleWho } from '#renderer/data/let-go.ts';
import { rowId } from '#renderer/data/rows.ts';
import type { DataStore } from '#renderer/data/store.ts';
import { testStore } from '#renderer/data/testing/test-store.ts';
import type { CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import { citizen, id } from '#shared/sync/testing/sealed.ts';
import type { Outcome } from '#shared/sync/verdict.ts';
import { LookUps } from './look-ups.ts';

const person = (n: number, change: Partial<CitizenRecord> = {}): CitizenRecord => ({ ...citizen(n), rev: 3, retention: '2026-12-24', ...change });
const saying = (status: number, body: unknown, gateway: string | null = null): Outcome => ({ status, body, gateway, retryAfterMs: null });
const ZOE = { citizen: person(1, { birthDate: '1984-03-12' }), matches: [{ part: 'mar', reason: 'birth-name' }, { part: 'zo', reason: 'first-name' }, { part: '84', reason: 'birth-date' }] };

let store: DataStore;
let asked: unknown[];
let answers: (() => Outcome | Promise<Outcome>)[];
let lookUps: LookUps;
let offline: number;
beforeEach(async () => {
  store = await testStore();
  asked = [];
  answers = [];
  offline = 0;
  const next = async (question: unknown): Promise<Outcome> => {
    asked.push(question);
    return answers.shift()?.();
  };
  lookUps = new LookUps(store, { search: (text, limit) => next([text, limit]), citizen: (citizenId) => next(citizenId) }, () => (offline += 1));
});
const held = () => peopleWho(store, () => true);

test('who is found is told with the reasons, and held only once they are picked, without being asked for again', async () => {
  answers = [() => saying(200, { items: [ZOE], more: false })];
  expect(await lookUps.people(' mar zo 84 ', 12)).toEqual({
    kind: 'found',
    people: [{ id: id(1, 'c'), displayName: 'MARTIN Zoé', birthDate: '1984-03-12', city: null, reasons: ['name', 'birth-date'] }],
  });
  expect(await held()).toEqual([]);
  expect([await lookUps.keep(id(1, 'c')), await held(), asked]).toEqual(['kept', [rowId('citizens', id(1, 'c'))], [['mar zo 84', 12]]]);
});

test('somebody opened another way is read and held', async () => {
  answers = [() => saying(200, person(2)), () => saying(404, { code: 'not-found' })];
  expect([await lookUps.keep(id(2, 'c')), await lookUps.keep(id(3, 'c')), await held()]).toEqual(['kept', 'unknown', [rowId('citizens', id(2, 'c'))]]);
});

test('too little is not asked: two letters, a year', async () => {
  expect([await lookUps.people('ma', 12), await lookUps.people('1984', 12), asked]).toEqual([{ kind: 'not-asked' }, { kind: 'not-asked' }, []]);
});

test.each([
  ['no answer', undefined, 'offline'],
  ['main could not reach it', saying(502, { code: 'unreachable' }, 'unreachable'), 'offline'],
  ['the clerk signed in offline', saying(401, { code: 'no-clerk-credential' }), 'signed-in-here'],
  ['too many searches', saying(429, { code: 'too-many-calls' }), 'failed'],
  ['an answer of another shape', saying(200, { items: [{ id: 1 }] }), 'failed'],
  ['no such search there', saying(404, {}), 'failed'],
])('%s is said as it is', async (_name, outcome, kind) => {
  answers = [() => outcome];
  expect([await lookUps.people('martin', 12), offline]).toEqual([{ kind }, kind === 'offline' ? 1 : 0]);
});

test('a question replaces the one before, whose answer is let go', async () => {
  let late: (outcome: Outcome) => void = () => undefined;
  answers = [() => new Promise<Outcome>((resolve) => (late = resolve)), () => saying(200, { items: [], more: false })];
  const first = lookUps.people('mar', 12);
  await lookUps.people('marti', 12);
  late(saying(200, { items: [ZOE], more: false }));
  expect(await first).toEqual({ kind: 'not-asked' });
});

test('what comes for a clerk who has left is neither held nor found any more', async () => {
  let late: (outcome: Outcome) => void = () => undefined;
  answers = [() => saying(200, { items: [ZOE], more: false }), () => new Promise<Outcome>((resolve) => (late = resolve)), () => undefined];
  await lookUps.people('martin', 12);
  const reading = lookUps.keep(id(2, 'c'));
  await lookUps.forget();
  late(saying(200, person(2)));
  expect([await reading, await lookUps.keep(id(1, 'c')), await held()]).toEqual(['failed', 'offline', []]);
});

test('forgetting waits for what was being written', async () => {
  answers = [() => saying(200, { items: [ZOE], more: false })];
  await lookUps.people('martin', 12);
  void lookUps.keep(id(1, 'c'));
  await lookUps.forget();
  expect(await held()).toEqual([rowId('citizens', id(1, 'c'))]);
});
