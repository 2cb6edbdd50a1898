import { expect, test } from 'vitest';
import { sealedIntentSchema } from './intent.ts';
import { operationSchema } from './operation.ts';
import { operationsOf } from './operations-of.ts';
import { amendment, attachment, captured, citizen, id, letter, letterAmendment, letterVoiding, opening, visit, voiding } from './testing/sealed.ts';

const full = visit(7, { citizens: [citizen(1), citizen(2)], attachments: [attachment(1)], applicant: id(1, 'c') });

test('a visit sends its new persons, then the demande, then the files', () => {
  expect(operationsOf(full).map(({ type, opId, aggregate, deps, seq }) => ({ type, opId, aggregate, deps, seq }))).toEqual([
    { type: 'citizen/create', opId: id(1, '9'), aggregate: id(1, 'c'), deps: [], seq: 7 },
    { type: 'citizen/create', opId: id(2, '9'), aggregate: id(2, 'c'), deps: [], seq: 7 },
    { type: 'request/create', opId: id(7, 'b'), aggregate: id(7, 'e'), deps: [id(1, '9'), id(2, '9')], seq: 7 },
    { type: 'attachment/upload', opId: id(1, 'f'), aggregate: id(1, 'f'), deps: [id(7, 'b')], seq: 7 },
  ]);
});

test('a walk-in is received on the local day, even when it is yesterday in UTC', () => {
  const create = operationsOf(visit(1)).find(({ type }) => type === 'request/create');
  expect(create).toMatchObject({ request: { receivedOn: '2026-11-25', captured, deskNumber: '26-001-01-000001-09' } });
});

test('a legal day of reception that the clerk gave is kept', () => {
  const sealed = visit(1);
  if (sealed.intent.kind !== 'visit') throw new Error('a visit');
  const mailed = { ...sealed, intent: { ...sealed.intent, request: { ...sealed.intent.request, receivedOn: '2026-11-20' } } };
  expect(operationsOf(mailed)).toMatchObject([{ request: { receivedOn: '2026-11-20' } }]);
});

test('a void is an amendment of the demande, under the void’s own key', () => {
  expect(operationsOf(voiding(3, 2))).toEqual([
    {
      type: 'request/amend',
      opId: id(3, 'b'),
      seq: 3,
      aggregate: id(2, 'e'),
      deps: [],
      requestId: id(2, 'e'),
      amendment: { id: id(3, 'b'), kind: 'void', changes: [] },
      captured,
    },
  ]);
});

test('a letter sends itself with its number and its stamps, then its files', () => {
  const sealed = letter(4, { attachments: [attachment(1)], sender: id(1, 'c') });
  if (sealed.intent.kind !== 'letter') throw new Error('a letter');
  expect(operationsOf(sealed)).toEqual([
    { type: 'mail-item/create', opId: id(4, 'b'), seq: 4, aggregate: id(4, '7'), deps: [], mailItem: { ...sealed.intent.letter, deskNumber: sealed.deskNumber, captured } },
    { type: 'attachment/upload', opId: id(1, 'f'), seq: 4, aggregate: id(1, 'f'), deps: [id(4, 'b')], mailItemId: id(4, '7'), citizenId: id(1, 'c'), attachment: attachment(1) },
  ]);
});

test('a letter is told of the demande made from it, once the GRC holds that demande', () => {
  const operations = operationsOf(visit(5, { ofLetter: { id: id(4, '7'), requestIds: [id(1, 'e')] } }));
  const changes = [{ field: 'requestIds', before: [id(1, 'e')], after: [id(1, 'e'), id(5, 'e')] }];
  expect(operations.slice(1)).toEqual([
    { type: 'mail-item/amend', opId: id(5, '8'), seq: 5, aggregate: id(4, '7'), deps: [id(5, 'b')], mailItemId: id(4, '7'), amendment: { id: id(5, '8'), kind: 'complement', changes }, captured },
  ]);
});

test('a voided letter is amended under the void’s own key', () => {
  expect(operationsOf(letterVoiding(3, 2))).toEqual([
    { type: 'mail-item/amend', opId: id(3, 'b'), seq: 3, aggregate: id(2, '7'), deps: [], mailItemId: id(2, '7'), amendment: { id: id(3, 'b'), kind: 'void', changes: [] }, captured },
  ]);
});

test('a day that is closed twice is opened once', () => {
  const opened = { opId: id(1, '1'), id: id(2, '1'), day: '2026-11-25', captured };
  const closing = { totals: { requests: 0, mailItems: 0, quickAnswers: 0 }, numbers: null, voided: [] };
  const closed = (n: number, opens: boolean) => operationsOf({ ...opening(n), intent: { kind: 'desk-day', opId: id(n, 'b'), opens, opened, closing } });
  expect([...closed(3, true), ...closed(4, false)].map(({ type, opId, deps, aggregate }) => [type, opId, deps, aggregate])).toEqual([
    ['desk-day/open', id(1, '1'), [], id(2, '1')],
    ['desk-day/close', id(3, 'b'), [id(1, '1')], id(2, '1')],
    ['desk-day/close', id(4, 'b'), [id(1, '1')], id(2, '1')],
  ]);
});

test('every write made from a valid intent is a valid operation, and the same on a second reading', () => {
  const all = [full, visit(1), amendment(2, 1), voiding(3, 1), opening(4), letter(5), letterAmendment(6, id(5, '7')), letterVoiding(7, 5), visit(8, { ofLetter: { id: id(5, '7'), requestIds: [] } })];
  for (const sealed of all) {
    expect(sealedIntentSchema.safeParse(sealed).error).toBeUndefined();
    const operations = operationsOf(sealed);
    for (const operation of operations) expect(operationSchema.parse(operation)).toEqual(operation);
    expect(operationsOf(structuredClone(sealed))).toEqual(operations);
  }
});
