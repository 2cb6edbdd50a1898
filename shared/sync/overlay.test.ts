import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import type { SealedIntent } from './intent.ts';
import { operationsOf } from './operations-of.ts';
import { acceptedCitizen, acceptedMailItem, acceptedRequest, amended, overlayCitizen, overlayMailItem, overlayRequest } from './overlay.ts';
import type { QueuedOperation, QueueState } from './queued-operation.ts';
import { amendment, attachment, captured, citizen, correction, id, letter, letterAmendment, letterVoiding, visit, voiding } from './testing/sealed.ts';

const queueOf = (state: QueueState, ...intents: readonly SealedIntent[]): QueuedOperation[] =>
  intents.flatMap(operationsOf).map((operation) => ({ operation, recordedAt: 0, state }));
const recorded = { kind: 'recorded' } as const;
const answer = { id: id(1, 'e'), rev: 4, grcNumber: 'D-9', acceptedAt: '2026-11-25T08:00:00Z' };
const created = (rev = 4): ServiceRequest => {
  const [operation] = operationsOf(visit(1));
  const request = operation && acceptedRequest(null, operation, { ...answer, rev });
  if (!request) throw new Error('a demande');
  return request;
};

test('a demande that only this desk knows shows at once, as recorded here', () => {
  expect(overlayRequest(null, queueOf(recorded, visit(1, { attachments: [attachment(1)] })))).toMatchObject({
    id: id(1, 'e'),
    status: 'recorded',
    rev: 0,
    grcNumber: null,
    transmission: 'recorded-here',
    attachmentsWaiting: 1,
    attachmentStates: [{ id: id(1, 'f'), verified: false }],
  });
});

test('nothing known and nothing waiting shows nothing', () => {
  expect([overlayRequest(null, []), overlayCitizen(null, [])]).toEqual([null, null]);
});

test('an amendment waits on a demande that was transmitted', () => {
  const queue = queueOf({ kind: 'waiting' }, amendment(2, 1, { changes: [{ field: 'note', before: null, after: 'Portail bleu' }] }));
  expect(overlayRequest(created(), queue)).toMatchObject({ note: 'Portail bleu', transmission: 'waiting', grcNumber: 'D-9' });
});

test('one refused write makes the demande a clerk’s', () => {
  const queue = [...queueOf(recorded, visit(1)), ...queueOf({ kind: 'parked', code: 'invalid', messageFr: null }, amendment(2, 1))];
  expect(overlayRequest(null, queue)?.transmission).toBe('to-handle');
});

test('files that still leave do not hide that the demande is transmitted', () => {
  const [, upload] = queueOf(recorded, visit(1, { attachments: [attachment(1)] }));
  expect(overlayRequest(created(), upload ? [upload] : [])).toMatchObject({ transmission: 'transmitted', attachmentsWaiting: 1 });
});

test('a voided demande is withdrawn, with its trace', () => {
  expect(overlayRequest(null, queueOf(recorded, visit(1), voiding(2, 1)))).toMatchObject({
    status: 'withdrawn',
    amendments: [{ id: id(2, 'b'), kind: 'void', at: captured.at, by: 'Jeanne Roux' }],
  });
});

test('a form field changes by its path, and null takes it away', () => {
  const change = (after: unknown) => amended(created(), { id: id(5), kind: 'correction', changes: [{ field: 'form.place', before: 'rue Haute', after }] }, captured);
  expect([change('rue Basse').form, change(null).form]).toEqual([{ place: 'rue Basse' }, {}]);
});

test('what a clerk may not amend stays as sealed', () => {
  const changes = [{ field: 'deskNumber', before: null, after: '0' }, { field: 'rev', before: 1, after: 99 }];
  const { amendments: _trace, ...rest } = amended(created(), { id: id(5), kind: 'correction', changes }, captured);
  const { amendments: _none, ...before } = created();
  expect(rest).toEqual(before);
});

test('an accepted demande carries the GRC’s number, instant and version', () => {
  expect(created()).toMatchObject({ status: 'received', grcNumber: 'D-9', acceptedAt: answer.acceptedAt, rev: 4 });
});

test('a record that is newer than the answer stays as it is', () => {
  const [operation] = operationsOf(visit(1));
  const newer = { ...created(9), status: 'granted' as const };
  expect(operation && acceptedRequest(newer, operation, answer)).toBe(newer);
});

test('a verified file is marked once, and never creates a demande', () => {
  const upload = operationsOf(visit(1, { attachments: [attachment(1)] })).find(({ type }) => type === 'attachment/upload');
  if (!upload) throw new Error('an upload');
  const once = acceptedRequest(created(), upload, null);
  expect([once?.attachmentStates, acceptedRequest(once, upload, null), acceptedRequest(null, upload, null)]).toEqual([
    [{ id: id(1, 'f'), verified: true }],
    once,
    null,
  ]);
});

test('a person created here shows until the GRC’s own record comes', () => {
  const sealed = visit(1, { citizens: [citizen(1)] });
  const [operation] = operationsOf(sealed);
  const record = { ...citizen(1), rev: 2, retention: '2031-01-01' };
  expect(overlayCitizen(null, queueOf(recorded, sealed))).toEqual({ ...citizen(1), rev: 0, retention: null, transmission: 'recorded-here' });
  expect(overlayCitizen(record, queueOf(recorded, sealed))).toEqual({ ...record, transmission: 'recorded-here' });
  expect(overlayCitizen(record, [])).toBe(record);
  expect(operation && acceptedCitizen(null, operation, { ...answer, rev: 1 })).toEqual({ ...citizen(1), rev: 1, retention: null });
});

test('a corrected person shows at once with the correction in their history, once', () => {
  const record = { ...citizen(1), rev: 2, retention: null };
  const changes = [{ field: 'usedName', before: null, after: 'PETIT' }];
  const sealed = correction(2, 1, changes);
  const kept = { id: id(2, 'b'), kind: 'correction' as const, changes, at: captured.at, by: 'Jeanne Roux' };
  expect(overlayCitizen(record, queueOf({ kind: 'waiting' }, sealed, sealed))).toEqual({ ...record, usedName: 'PETIT', amendments: [kept], transmission: 'waiting' });
  const [operation] = operationsOf(sealed);
  expect(operation && acceptedCitizen(record, operation, { ...answer, rev: 3 })).toEqual({ ...record, usedName: 'PETIT', amendments: [kept], rev: 3 });
  expect(operation && acceptedCitizen({ ...record, rev: 9 }, operation, { ...answer, rev: 3 })).toEqual({ ...record, rev: 9 });
});

test('a letter shows at once as recorded here, then with the GRC’s number in the register', () => {
  const [operation] = operationsOf(letter(1));
  const accepted = operation && acceptedMailItem(null, operation, { ...answer, grcNumber: 'C-2026-000001' });
  expect([overlayMailItem(null, queueOf(recorded, letter(1, { attachments: [attachment(1)] }))), accepted]).toMatchObject([
    { id: id(1, '7'), status: 'received', chrono: null, rev: 0, transmission: 'recorded-here', attachmentsWaiting: 1 },
    { status: 'received', chrono: 'C-2026-000001', rev: 4, acceptedAt: answer.acceptedAt },
  ]);
});

test('a letter is linked to the demande made from it, and stays linked when it is voided', () => {
  const queue = queueOf(recorded, letter(1), visit(2, { ofLetter: { id: id(1, '7'), requestIds: [] } }), letterVoiding(3, 1));
  const own = queue.filter(({ operation }) => operation.aggregate === id(1, '7'));
  expect(overlayMailItem(null, own)).toMatchObject({ requestIds: [id(2, 'e')], status: 'void', amendments: [{ kind: 'complement' }, { kind: 'void', by: 'Jeanne Roux' }] });
});

test('the day of arrival and the number of a letter are not a desk’s to amend', () => {
  const changes = [{ field: 'receivedOn', before: '2026-11-25', after: '2020-01-01' }, { field: 'deskNumber', before: null, after: '0' }, { field: 'subject', before: 'Nuisances sonores', after: 'Bruit' }];
  expect(overlayMailItem(null, queueOf(recorded, letter(1), letterAmendment(2, id(1, '7'), { changes })))).toMatchObject({ receivedOn: '2026-11-25', deskNumber: '26-001-01-000001-09', subject: 'Bruit' });
});

test('applying the writes of a demande twice is applying them once', () => {
  const list = fc.array(fc.tuple(fc.constantFrom('note', 'form.place', 'receivedOn'), fc.string()), { maxLength: 6 });
  fc.assert(
    fc.property(list, (changes) => {
      const intents = changes.map(([field, after], i) => amendment(i + 2, 1, { changes: [{ field, before: null, after }] }));
      const once = queueOf(recorded, visit(1), ...intents);
      expect(overlayRequest(null, [...once, ...once])).toEqual(overlayRequest(null, once));
    }),
  );
});
