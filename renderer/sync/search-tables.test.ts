import { expect, test } from 'vitest';
import type { RequestView } from '#renderer/data/request-view.ts';
import { searchPeople } from '#shared/domain/citizen/search.ts';
import { operationsOf } from '#shared/sync/operations-of.ts';
import { overlayRequest } from '#shared/sync/overlay.ts';
import { citizen, id, visit } from '#shared/sync/testing/sealed.ts';
import { SearchTables } from './search-tables.ts';

/** Demande `n` of person `who`, under a number of its own. */
function request(n: number, who: number, number = `26-001-01-00000${n}-00`): RequestView {
  const queue = operationsOf(visit(n, { applicant: id(who, 'c') })).map((operation) => ({ operation, recordedAt: 0, state: { kind: 'waiting' as const } }));
  return { ...overlayRequest(null, queue)!, deskNumber: number };
}
const record = (n: number) => ({ ...citizen(n), rev: 1, retention: null });
const persons = [record(1), record(2)];

/** The tables after these demandes came, one change after the other. */
function tables(...changes: readonly (readonly [id: string, record: RequestView | null])[]): SearchTables {
  const made = new SearchTables(undefined);
  made.apply({ citizens: persons.map((person) => ({ id: person.id, record: person })), requests: [], letters: [], stamp: 1, more: false }, []);
  for (const [requestId, view] of changes) {
    const rows = { citizens: [], requests: [{ id: requestId, record: view }], letters: [], stamp: made.stamp + 1, more: false };
    made.apply(rows, persons.filter((person) => made.touchedBy(rows).includes(person.id)));
  }
  return made;
}

function seen(of: SearchTables, number: string): unknown {
  return {
    request: of.requests.byNumber(number),
    person: searchPeople(of.persons, number, 9).map((hit) => hit.person.id),
    requests: persons.map((person) => of.requests.of(person.id)),
  };
}

const one = id(1, 'e');
const number = '26-001-01-000001-00';

test('a demande is found by its number, and its person by it', () => {
  expect(seen(tables([one, request(1, 1)]), number)).toEqual({ request: one, person: [id(1, 'c')], requests: [[one], []] });
});

test('a demande that is another person’s now is no longer the first one’s', () => {
  expect(seen(tables([one, request(1, 1)], [one, request(1, 2)]), number)).toEqual({ request: one, person: [id(2, 'c')], requests: [[], [one]] });
});

test('a demande that changes its number is no longer found by the old one', () => {
  const renumbered = tables([one, request(1, 1)], [one, request(1, 1, '26-001-01-000009-00')]);
  expect([seen(renumbered, number), seen(renumbered, '26-001-01-000009-00')]).toEqual([
    { request: undefined, person: [], requests: [[one], []] },
    { request: one, person: [id(1, 'c')], requests: [[one], []] },
  ]);
});

test('a demande that is gone leaves no trace', () => {
  expect(seen(tables([one, request(1, 1)], [one, null]), number)).toEqual({ request: undefined, person: [], requests: [[], []] });
});

test('the GRC’s own number is found as well', () => {
  expect(seen(tables([one, { ...request(1, 1), grcNumber: 'GRC-2026-77' }]), 'grc202677')).toEqual({ request: one, person: [id(1, 'c')], requests: [[one], []] });
});

test('only persons whose numbers change are touched, and none twice', () => {
  const made = tables([one, request(1, 1)]);
  const touched = (view: RequestView | null, citizens: (typeof persons)[number][] = []): readonly string[] =>
    made.touchedBy({ citizens: citizens.map((person) => ({ id: person.id, record: person })), requests: [{ id: one, record: view }], letters: [], stamp: 9, more: false });
  expect([touched(request(1, 1)), touched({ ...request(1, 1), form: { place: 'rue Basse' } }), touched(request(1, 2)), touched(request(1, 2), [persons[0]!]), touched(null)]).toEqual([
    [], [], [id(1, 'c'), id(2, 'c')], [id(2, 'c')], [id(1, 'c')],
  ]);
});

test('packed, they answer the same, here and at the next start', () => {
  const here = tables([one, request(1, 1)]);
  const next = new SearchTables(here.pack());
  const expected = { request: one, person: [id(1, 'c')], requests: [[one], []] };
  expect([seen(here, number), seen(next, number), next.stamp]).toEqual([expected, expected, 2]);
});

const bytes = (text: string) => new TextEncoder().encode(text);
const kept = tables([one, request(1, 1)]).pack();
const otherVersion = Uint8Array.from(kept, (byte, n) => (n === kept.indexOf('5'.charCodeAt(0)) ? '4'.charCodeAt(0) : byte));
const noSnapshots = { 'nothing': undefined, 'no bytes': bytes(''), 'one of an older version': bytes('{"version":4,"stamp":3,"text":"","requests":[]}'), 'another version': otherVersion, 'a part of one': kept.slice(0, -4) };
test.each(Object.entries(noSnapshots))('%s is no snapshot: the tables are empty', (_, snapshot) => {
  const empty = new SearchTables(snapshot);
  expect([empty.stamp, empty.changes, seen(empty, number)]).toEqual([0, 0, { request: undefined, person: [], requests: [[], []] }]);
});

test('packed again without a question, nothing is lost', () => {
  const again = new SearchTables(new SearchTables(tables([one, request(1, 1)]).pack()).pack());
  expect([seen(again, number), again.stamp]).toEqual([{ request: one, person: [id(1, 'c')], requests: [[one], []] }, 2]);
});

test('a demande is found by the token of its tracking code, letter for letter, and no longer once it is gone', () => {
  const token = 'q83vEjRWeJCrze8SNFZ4kA';
  const view = { ...request(1, 1), trackingToken: token };
  const kept = new SearchTables(tables([one, view]).pack());
  expect([kept.requests.byToken(token), kept.requests.byToken(token.toUpperCase()), tables([one, view], [one, null]).requests.byToken(token)]).toEqual([one, undefined, undefined]);
});
