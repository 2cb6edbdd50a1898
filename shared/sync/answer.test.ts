import { expect, test } from 'vitest';
import { answerTo, conflictOf, type Choice } from './answer.ts';
import { operationsOf } from './operations-of.ts';
import type { QueuedOperation } from './queued-operation.ts';
import { amendment, captured, correction, id, voiding } from './testing/sealed.ts';

const queued = (...intents: Parameters<typeof operationsOf>[0][]): QueuedOperation[] =>
  intents.flatMap(operationsOf).map((operation) => ({ operation, recordedAt: 0, state: { kind: 'parked', code: 'stale-field', messageFr: null } }));
const change = (field: string, before: unknown, after: unknown) => ({ field, before, after });
const chosen = (entries: Record<string, Choice>) => new Map(Object.entries(entries));
const typed = { by: 'Jeanne Roux', at: captured.at };
const conflict = conflictOf(queued(correction(3, 1, [change('usedName', 'GRAND', 'GROS')]), correction(2, 1, [change('usedName', 'DURAND', 'GRAND'), change('birthPlace', null, 'Lyon')])), { usedName: 'PETIT' });

test('a conflict composes all that waits for one record, in its order', () => {
  expect(conflict).toMatchObject({
    type: 'citizen/amend',
    aggregate: id(1, 'c'),
    writes: [{ opId: id(2, 'b') }, { opId: id(3, 'b') }],
    merged: [change('birthPlace', null, 'Lyon')],
    disputes: [{ field: 'usedName', before: 'DURAND', mine: 'GROS', theirs: 'PETIT' }],
  });
});

test.each([
  ['mine', { take: 'mine' }, [change('birthPlace', null, 'Lyon'), change('usedName', 'PETIT', 'GROS')], ['GRAND']],
  ['theirs', { take: 'theirs' }, [change('birthPlace', null, 'Lyon')], ['GRAND', 'GROS']],
  ['another value', { take: 'other', value: 'LEGRAND' }, [change('birthPlace', null, 'Lyon'), change('usedName', 'PETIT', 'LEGRAND')], ['GRAND', 'GROS']],
] as const)('an answer with %s keeps in the history all that was typed', (_name, choice, changes, aside) => {
  if (conflict === undefined) throw new Error('a conflict');
  expect(answerTo(conflict, chosen({ usedName: choice }), id(9, 'b'))).toEqual({
    kind: 'citizen-amendment',
    opId: id(9, 'b'),
    citizenId: id(1, 'c'),
    amendment: { id: id(9, 'b'), kind: 'correction', changes, setAside: aside.map((value) => ({ field: 'usedName', value, ...typed })) },
    answers: [id(2, 'b'), id(3, 'b')],
  });
});

test('an edit of a demande settled meanwhile is given up with a trace, or made knowing its state', () => {
  const stale = conflictOf(queued(amendment(2, 1, { seenStatus: 'received', changes: [change('note', null, 'Bleu')] })), { status: 'granted' });
  if (stale === undefined) throw new Error('a conflict');
  expect(stale.disputes).toEqual([{ field: 'status', before: 'received', mine: 'received', theirs: 'granted' }]);
  expect(answerTo(stale, chosen({ status: { take: 'theirs' } }), id(9, 'b'))).toMatchObject({ amendment: { changes: [], setAside: [{ field: 'note', value: 'Bleu', ...typed }], seenStatus: 'granted' } });
  expect(answerTo(stale, chosen({ status: { take: 'mine' } }), id(9, 'b'))).toMatchObject({ amendment: { kind: 'correction', changes: [change('note', null, 'Bleu')], seenStatus: 'granted' } });
  expect(answerTo(stale, chosen({}), id(9, 'b'))).toMatchObject({ amendment: { changes: [] } });
});

test('a withdrawal stays one, unless the clerk lets the town’s decision stand', () => {
  const stale = conflictOf(queued(voiding(2, 1)), { status: 'granted' });
  if (stale === undefined) throw new Error('a conflict');
  const kinds = (['mine', 'theirs'] as const).map((take) => answerTo(stale, chosen({ status: { take } }), id(9, 'b')));
  expect(kinds).toMatchObject([{ amendment: { kind: 'void' } }, { amendment: { kind: 'correction', changes: [] } }]);
});

test('what would amend a record that is no more is set aside', () => {
  const gone = conflictOf(queued(correction(2, 1, [change('usedName', null, 'GRAND')])), null);
  expect(gone && answerTo(gone, new Map(), id(9, 'b'))).toEqual({ kind: 'set-aside', opId: id(9, 'b'), answers: [id(2, 'b')] });
});

test('nothing that can be amended waits: no conflict', () => {
  expect(conflictOf([], {})).toBeUndefined();
});
