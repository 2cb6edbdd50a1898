import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GATEWAY_HEADER } from '#shared/contracts/desk-api/gateway-answer.ts';
import type { Operation } from '#shared/sync/operation.ts';
import { operationsOf } from '#shared/sync/operations-of.ts';
import { amendment, attachment, captured, citizen, id, letter, letterVoiding, opening, visit } from '#shared/sync/testing/sealed.ts';
import { originLookUps, originNetwork, topicsOf } from './network.ts';

type Sent = { readonly path: string; readonly method: string; readonly headers: Record<string, string>; readonly body: unknown };
type Answering = (path: string, init: RequestInit) => Promise<Response>;

const network = originNetwork();
let sent: Sent[];
let answer: Answering;
beforeEach(() => {
  sent = [];
  answer = () => Promise.resolve(Response.json({}));
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    const headers = Object.fromEntries(new Headers(init.headers));
    sent.push({ path, method: init.method ?? 'GET', headers, body: typeof init.body === 'string' ? JSON.parse(init.body) : init.body });
    return answer(path, init);
  });
});
afterEach(() => vi.useRealTimers());

/** The writes of a visit with a new person and a file: person, demande, file. */
const [person, demande, file] = operationsOf(visit(1, { citizens: [citizen(1)], attachments: [attachment(1)], applicant: id(1, 'c') })) as [
  Extract<Operation, { type: 'citizen/create' }>,
  Extract<Operation, { type: 'request/create' }>,
  Extract<Operation, { type: 'attachment/upload' }>,
];
const json = { 'content-type': 'application/json' };

test('a person and a demande are put where they do not exist yet, each under its own key', async () => {
  await network.send(person);
  await network.send(demande);
  expect(sent).toEqual([
    { path: `/grc/citizens/${id(1, 'c')}`, method: 'PUT', headers: { ...json, 'idempotency-key': person.opId, 'if-none-match': '*' }, body: { citizen: citizen(1), captured } },
    { path: `/grc/requests/${id(1, 'e')}`, method: 'PUT', headers: { ...json, 'idempotency-key': demande.opId, 'if-none-match': '*' }, body: demande.request },
  ]);
});

test('an amendment is put under its demande, an opening is added to the audit', async () => {
  const [amend] = operationsOf(amendment(2, 1)) as [Extract<Operation, { type: 'request/amend' }>];
  const [audit] = operationsOf(opening(3)) as [Extract<Operation, { type: 'audit/record' }>];
  await network.send(amend);
  await network.send(audit);
  expect(sent).toEqual([
    {
      path: `/grc/requests/${id(1, 'e')}/amendments/${id(2, 'b')}`,
      method: 'PUT',
      headers: { ...json, 'idempotency-key': id(2, 'b'), 'if-none-match': '*' },
      body: { amendment: amend.amendment, captured },
    },
    {
      path: '/grc/audit/batches',
      method: 'POST',
      headers: { ...json, 'idempotency-key': id(3, 'b') },
      body: { previous: null, entries: [{ opId: id(3, 'b'), action: 'citizen-opened', subjectId: id(1, 'c'), captured, hash: 'a'.repeat(64) }] },
    },
  ]);
});

test('changes are asked for from the cursor on, or from the beginning', async () => {
  await network.pull(null, 500);
  await network.pull('a cursor+/=', 20);
  const topics = 'topics=citizens%2Crequests%2Cmail-items%2Cprocedures%2Cdepartments';
  expect(sent.map(({ path, method }) => [method, path])).toEqual([
    ['GET', `/grc/changes?${topics}&limit=500`],
    ['GET', `/grc/changes?${topics}&limit=20&cursor=a+cursor%2B%2F%3D`],
  ]);
});

test('an answer is told whole: status, body, when to come back, and who made it', async () => {
  answer = () => Promise.resolve(Response.json({ rev: 1 }, { status: 201 }));
  expect(await network.send(person)).toEqual({ status: 201, gateway: null, retryAfterMs: null, body: { rev: 1 } });
  answer = () => Promise.resolve(new Response('<html>', { status: 503, headers: { 'retry-after': '30', [GATEWAY_HEADER]: 'proxy' } }));
  expect(await network.send(person)).toEqual({ status: 503, gateway: 'proxy', retryAfterMs: 30_000, body: undefined });
  vi.useFakeTimers({ now: Date.parse('2026-11-24T23:29:00Z') });
  answer = () => Promise.resolve(new Response(null, { status: 429, headers: { 'retry-after': 'Tue, 24 Nov 2026 23:30:00 GMT' } }));
  expect(await network.send(person)).toEqual({ status: 429, gateway: null, retryAfterMs: 60_000, body: undefined });
});

test('no answer, half an answer, or none in 45 s is no outcome', async () => {
  answer = () => Promise.reject(new TypeError('Failed to fetch'));
  expect(await network.pull(null, 1)).toBeUndefined();
  answer = () => Promise.resolve(new Response(new ReadableStream({ start: (stream) => stream.error(new Error('cut')) })));
  expect(await network.pull(null, 1)).toBeUndefined();

  vi.useFakeTimers();
  answer = (_path, { signal }) => new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
  const told = vi.fn();
  void network.pull(null, 1).then(told);
  await vi.advanceTimersByTimeAsync(44_999);
  expect(told).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toHaveBeenCalledExactlyOnceWith(undefined);
});

test('a file goes by steps that main takes, and an answer that is none counts for nothing', async () => {
  answer = () => Promise.resolve(Response.json({ phase: 'sending', offset: 5, length: 10 }));
  expect(await network.uploadStep(file)).toEqual({ phase: 'sending', offset: 5, length: 10 });
  expect(sent).toEqual([{ path: `/desk/uploads/${attachment(1).id}/step`, method: 'POST', headers: json, body: { requestId: id(1, 'e'), citizenId: id(1, 'c') } }]);
  answer = () => Promise.resolve(Response.json({ code: 'bug' }, { status: 500 }));
  expect(await network.uploadStep(file)).toBeUndefined();
  answer = () => Promise.reject(new TypeError('Failed to fetch'));
  expect(await network.uploadStep(file)).toBeUndefined();
});

test('an acknowledgement counts once the journal holds it, and only then', async () => {
  const acknowledgement = { opId: person.opId, outcome: 'accepted', grcNumber: 'GRC-1', code: null } as const;
  answer = () => Promise.resolve(new Response(null, { status: 204 }));
  expect(await network.acknowledge(acknowledgement)).toBe(true);
  expect(sent).toEqual([{ path: '/desk/acknowledgements', method: 'POST', headers: json, body: acknowledgement }]);
  answer = () => Promise.resolve(Response.json({}, { status: 200 }));
  expect(await network.acknowledge(acknowledgement)).toBe(false);
  answer = () => Promise.reject(new TypeError('Failed to fetch'));
  expect(await network.acknowledge(acknowledgement)).toBe(false);
});

test('a letter and its amendment are put, its file is announced by the letter', async () => {
  const sealed = letter(4, { attachments: [attachment(1)] });
  const [create, upload] = operationsOf(sealed) as [Extract<Operation, { type: 'mail-item/create' }>, Extract<Operation, { type: 'attachment/upload' }>];
  const [amend] = operationsOf(letterVoiding(5, 4)) as [Extract<Operation, { type: 'mail-item/amend' }>];
  await network.send(create);
  await network.send(amend);
  await network.uploadStep(upload);
  const keyed = (opId: string) => ({ ...json, 'idempotency-key': opId, 'if-none-match': '*' });
  expect(sent).toEqual([
    { path: `/grc/mail-items/${id(4, '7')}`, method: 'PUT', headers: keyed(id(4, 'b')), body: create.mailItem },
    { path: `/grc/mail-items/${id(4, '7')}/amendments/${id(5, 'b')}`, method: 'PUT', headers: keyed(id(5, 'b')), body: { amendment: amend.amendment, captured } },
    { path: `/desk/uploads/${id(1, 'f')}/step`, method: 'POST', headers: json, body: { mailItemId: id(4, '7'), citizenId: null } },
  ]);
});

test('where only people who were looked up may be held, the feed is asked for everything but people', async () => {
  await originNetwork(undefined, topicsOf('looked-up')).pull('c1', 500);
  await originNetwork(undefined, topicsOf('all')).pull('c1', 500);
  expect(sent.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('topics'))).toEqual(['requests,mail-items,procedures,departments', 'citizens,requests,mail-items,procedures,departments']);
});

test('what is looked up travels in the body, never in the address; it ends when it is no longer wanted, or after eight seconds', async () => {
  vi.useFakeTimers();
  answer = (_path, { signal }) => new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
  const wanted = new AbortController();
  const given = [originLookUps.search('zoé martin', 12, wanted.signal), originLookUps.citizen(id(1, 'c'))];
  wanted.abort();
  vi.advanceTimersByTime(8_000);
  expect([await Promise.all(given), sent]).toEqual([
    [undefined, undefined],
    [
      { path: '/grc/citizens/search', method: 'POST', headers: json, body: { text: 'zoé martin', limit: 12 } },
      { path: `/grc/citizens/${id(1, 'c')}`, method: 'GET', headers: {}, body: undefined },
    ],
  ]);
});
