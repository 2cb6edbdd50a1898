import { expect, test } from 'vitest';
import { agedDocuments, documentsHeld, isOpen, isStaleStatus, openFirst, statusByDocuments } from './request-life.ts';
import { requestStatusSchema } from './service-request.ts';

const dated = (id: string, status: ReturnType<typeof requestStatusSchema.parse>, receivedOn: string) => ({ id, status, receivedOn });

const check = (type: string, status: 'provided' | 'seen' | 'missing' | 'outdated' | 'refused' | 'not-required', attachmentIds: string[] = []) => ({
  id: `c-${type}`,
  type,
  title: `Pièce ${type}`,
  mandatory: true,
  status,
  attachmentIds,
});

test('a demande is open until it is granted, refused, closed, withdrawn or transferred', () => {
  expect(requestStatusSchema.options.filter(isOpen)).toEqual(['recorded', 'received', 'awaiting-documents', 'in-progress']);
});

test('open demandes come first, the latest received before the others', () => {
  const closedToday = dated('a', 'closed', '2026-11-24');
  const openOld = dated('b', 'in-progress', '2026-01-05');
  const openNew = dated('c', 'received', '2026-11-20');
  expect(openFirst([closedToday, openOld, openNew])).toEqual([openNew, openOld, closedToday]);
});

test('two demandes of one day keep the order in which they were recorded, latest first', () => {
  const first = dated('018f-1', 'received', '2026-11-24');
  const second = dated('018f-2', 'received', '2026-11-24');
  expect(openFirst([first, second])).toEqual([second, first]);
});

test('sorting leaves the given list as it was', () => {
  const list = [dated('a', 'closed', '2026-11-24'), dated('b', 'received', '2026-11-24')];
  openFirst(list);
  expect(list.map((request) => request.id)).toEqual(['a', 'b']);
});

test('the newest copy of each document is the one that is held', () => {
  expect(
    documentsHeld([
      { id: 'r1', receivedOn: '2025-03-01', documents: [check('address', 'provided', ['old'])] },
      { id: 'r2', receivedOn: '2026-03-01', documents: [check('address', 'provided', ['new']), check('identity', 'seen')] },
    ]),
  ).toEqual([
    { type: 'address', title: 'Pièce address', status: 'provided', on: '2026-03-01', requestId: 'r2', attachmentIds: ['new'] },
    { type: 'identity', title: 'Pièce identity', status: 'seen', on: '2026-03-01', requestId: 'r2', attachmentIds: [] },
  ]);
});

test('a missing document is not held', () => {
  expect(documentsHeld([{ id: 'r1', receivedOn: '2026-03-01', documents: [check('address', 'missing')] }])).toEqual([]);
});

test('a document is outdated from the day after its validity, and never without one', () => {
  const held = documentsHeld([{ id: 'r1', receivedOn: '2026-01-31', documents: [check('address', 'provided'), check('identity', 'seen')] }]);
  const statuses = (today: string) => agedDocuments(held, ({ type }) => (type === 'address' ? 1 : undefined), today).map(({ status }) => status);
  expect([statuses('2026-02-28'), statuses('2026-03-01')]).toEqual([['provided', 'seen'], ['outdated', 'seen']]);
});

test.each(['missing', 'refused', 'outdated'] as const)('a demande with a mandatory document that is %s waits, until it is provided', (status) => {
  expect(statusByDocuments('received', [check('address', status)])).toBe('awaiting-documents');
  expect(statusByDocuments('received', [{ ...check('address', status), mandatory: false }])).toBe('received');
  expect(statusByDocuments('awaiting-documents', [check('address', 'provided'), check('identity', 'not-required')])).toBe('received');
});

test('a document changes nothing of a demande that a department already handles', () => {
  expect(statusByDocuments('in-progress', [check('address', 'missing')])).toBe('in-progress');
});

test('a demande that was settled unseen is no longer edited, nor withdrawn', () => {
  expect([
    isStaleStatus('correction', 'received', 'granted'),
    isStaleStatus('correction', 'received', 'in-progress'),
    isStaleStatus('correction', 'granted', 'granted'),
    isStaleStatus('correction', undefined, 'granted'),
    isStaleStatus('void', undefined, 'granted'),
    isStaleStatus('void', undefined, 'withdrawn'),
    isStaleStatus('withdrawal', 'granted', 'granted'),
  ]).toEqual([true, false, false, false, true, false, false]);
});
