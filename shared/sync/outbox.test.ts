import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SealedIntent } from './intent.ts';
import { operationsOf } from './operations-of.ts';
import { sortOutbox, startable } from './outbox.ts';
import type { QueuedOperation } from './queued-operation.ts';
import { amendment, attachment, citizen, id, letter, letterAmendment, opening, visit, voiding } from './testing/sealed.ts';

const queueOf = (...intents: readonly SealedIntent[]): QueuedOperation[] =>
  intents.flatMap(operationsOf).map((operation) => ({ operation, recordedAt: 0, state: { kind: 'recorded' } }));
const park = (queue: readonly QueuedOperation[], opId: string): QueuedOperation[] =>
  queue.map((entry) => (entry.operation.opId === opId ? { ...entry, state: { kind: 'parked', code: 'invalid', messageFr: null } } : entry));
const ids = (entries: readonly QueuedOperation[]) => entries.map(({ operation }) => operation.opId);

test('a demande waits for the person whom it creates, and its file for the demande', () => {
  const queue = queueOf(visit(1, { citizens: [citizen(1)], attachments: [attachment(1)], applicant: id(1, 'c') }));
  expect(ids(sortOutbox(queue).free)).toEqual([id(1, '9')]);
  expect(ids(sortOutbox(queue.slice(1)).free)).toEqual([id(1, 'b')]);
  expect(ids(sortOutbox(queue.slice(2)).free)).toEqual([id(1, 'f')]);
});

test('a demande waits for a person whom an earlier visit creates', () => {
  const queue = queueOf(visit(1, { citizens: [citizen(1)] }), visit(2, { applicant: id(1, 'c') }));
  expect(ids(sortOutbox(queue).free)).toEqual([id(1, '9')]);
});

test('an amendment follows what it amends, whatever order storage gives', () => {
  const queue = queueOf(voiding(3, 1), amendment(2, 1), visit(1));
  expect(ids(sortOutbox(queue).free)).toEqual([id(1, 'b')]);
});

test('a letter waits for the person whom an earlier visit creates, its file and its link for the letter', () => {
  const queue = queueOf(visit(1, { citizens: [citizen(1)] }), letter(2, { sender: id(1, 'c'), attachments: [attachment(2)] }), visit(3, { ofLetter: { id: id(2, '7'), requestIds: [] } }));
  const left = (...sent: readonly string[]) => ids(sortOutbox(queue.filter(({ operation }) => !sent.includes(operation.opId))).free);
  const [person, request, item, linked, link, file] = [id(1, '9'), id(1, 'b'), id(2, 'b'), id(3, 'b'), id(3, '8'), id(2, 'f')];
  expect([left(), left(person, request), left(person, request, item), left(person, request, item, file, linked)]).toEqual([[person, linked], [item, linked], [file, linked], [link]]);
});

test('looks at people leave one after the other, also when the desk became another one in between', () => {
  const looks = [opening(1), opening(2)];
  const anew = looks.map((look, place) => (place === 0 ? look : { ...look, captured: { ...look.captured, deskId: id(2, 'd') } }));
  expect(ids(sortOutbox(queueOf(...anew)).free)).toEqual([id(1, 'b')]);
});

test('a parked write takes aside what depends on it, and nothing else', () => {
  const queue = park(queueOf(visit(1, { citizens: [citizen(1)], attachments: [attachment(1)] }), amendment(2, 1), visit(3)), id(1, '9'));
  const { free, toHandle } = sortOutbox(queue);
  expect([ids(free), ids(toHandle)]).toEqual([[id(3, 'b')], [id(1, '9'), id(1, 'b'), id(1, 'f'), id(2, 'b')]]);
});

test('four writes and two files leave at once', () => {
  const visits = Array.from({ length: 6 }, (_, i) => visit(i + 1));
  const uploads = queueOf(visit(7, { attachments: [attachment(1)] }), visit(8, { attachments: [attachment(2)] }), visit(9, { attachments: [attachment(3)] })).filter(
    ({ operation }) => operation.type === 'attachment/upload',
  );
  expect(ids(startable([...uploads, ...queueOf(...visits)], new Map()))).toEqual([1, 2, 3, 4].map((n) => id(n, 'b')).concat(id(1, 'f'), id(2, 'f')));
});

test('a file under way takes no place from text', () => {
  const free = queueOf(visit(1), visit(2));
  const underWay = new Map([[id(9, 'f'), 'attachment/upload' as const], ...[5, 6, 7].map((n) => [id(n, 'b'), 'request/create'] as const)]);
  expect(ids(startable(free, underWay))).toEqual([id(1, 'b')]);
});

const intents = fc.array(fc.tuple(fc.constantFrom('visit', 'amend', 'void', 'open', 'letter', 'of letter', 'amend letter'), fc.nat(5), fc.nat(5)), { maxLength: 30 }).map((list) =>
  list.map(([kind, target, person], i): SealedIntent => {
    const n = i + 1;
    const of = 1 + (target % n);
    if (kind === 'visit' || i === 0) return visit(n, { citizens: [citizen(n)], attachments: [attachment(n)], applicant: id(1 + (person % n), 'c') });
    if (kind === 'letter') return letter(n, { attachments: [attachment(n)], sender: id(1 + (person % n), 'c') });
    if (kind === 'of letter') return visit(n, { ofLetter: { id: id(of, '7'), requestIds: [] } });
    if (kind === 'amend letter') return letterAmendment(n, id(of, '7'));
    if (kind === 'amend') return amendment(n, of);
    return kind === 'void' ? voiding(n, of) : opening(n);
  }),
);

test('whatever is queued, something is free or everything left is a clerk’s, and aggregates keep their order', () => {
  fc.assert(
    fc.property(intents, fc.array(fc.nat(60), { maxLength: 3 }), (list, parked) => {
      let queue = queueOf(...list);
      for (const n of parked) queue = park(queue, queue[n]?.operation.opId ?? '');
      const sent: QueuedOperation[] = [];
      for (;;) {
        const { free, toHandle } = sortOutbox(queue);
        const [next] = free;
        if (next === undefined) {
          expect(toHandle).toHaveLength(queue.length);
          break;
        }
        expect(new Set(free.map(({ operation }) => operation.aggregate)).size).toBe(free.length);
        sent.push(next);
        queue = queue.filter((entry) => entry !== next);
      }
      for (const aggregate of new Set(sent.map(({ operation }) => operation.aggregate))) {
        const seqs = sent.filter(({ operation }) => operation.aggregate === aggregate).map(({ operation }) => operation.seq);
        expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
      }
    }),
  );
});
