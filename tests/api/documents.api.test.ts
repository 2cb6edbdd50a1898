import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { heldDocumentsSchema } from '#shared/contracts/grc-api/lookup.ts';
import type { DocumentCheck } from '#shared/domain/document/document-check.ts';
import { serviceRequestSchema, type SealedRequest, type ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import { clerkOf, enrolDesk, newId, type Answer, type Desk } from './client.ts';
import { capturedAt, codeOf, danger, person, personWrite, SOPHIE } from './fixtures.ts';

function homeProof(over: Partial<DocumentCheck> = {}): DocumentCheck {
  return { id: newId(), type: 'home-proof', title: 'Justificatif de domicile', mandatory: true, status: 'missing', attachmentIds: [], ...over };
}

async function recorded(desk: Desk, over: Partial<SealedRequest>): Promise<SealedRequest> {
  const request = danger(desk, over);
  expect((await desk.create(`/requests/${request.id}`, request)).status).toBe(201);
  return request;
}

function check(desk: Desk, requestId: string, document: DocumentCheck, header: Record<string, string>, attachments: SealedRequest['attachments'] = []): Promise<Answer> {
  return desk.call('PUT', `/requests/${requestId}/documents/${document.id}`, {
    headers: { 'idempotency-key': newId(), ...header },
    body: { check: document, attachments, captured: capturedAt(desk) },
  });
}

async function read(desk: Desk, id: string): Promise<ServiceRequest> {
  return serviceRequestSchema.parse((await desk.call('GET', `/requests/${id}`, { bearer: await clerkOf(desk, SOPHIE) })).body);
}

test('a missing document that is provided ends the wait, and what was sealed stays in the history', async () => {
  const desk = await enrolDesk();
  const missing = homeProof();
  const request = await recorded(desk, { documents: [missing] });
  const before = await read(desk, request.id);
  const provided: DocumentCheck = { ...missing, status: 'provided', origin: 'brought', original: 'returned' };
  const answer = await check(desk, request.id, provided, { 'if-match': '"1"' });
  const after = await read(desk, request.id);
  expect([before.status, answer.status, after.status, after.documents]).toEqual(['awaiting-documents', 201, 'received', [provided]]);
  expect(after.amendments).toEqual([
    { id: expect.any(String), kind: 'complement', changes: [{ field: `documents.${missing.id}`, before: missing, after: provided }], at: request.captured?.at, by: SOPHIE.name },
  ]);
});

test('a refused document says why, and the request waits again', async () => {
  const desk = await enrolDesk();
  const provided = homeProof({ status: 'provided' });
  const request = await recorded(desk, { documents: [provided] });
  await check(desk, request.id, { ...provided, status: 'refused', reason: 'Illisible' }, { 'if-match': '"1"' });
  const after = await read(desk, request.id);
  expect([after.status, after.documents[0]?.reason]).toEqual(['awaiting-documents', 'Illisible']);
});

test('a check is made on the version that was seen', async () => {
  const desk = await enrolDesk();
  const missing = homeProof();
  const request = await recorded(desk, { documents: [missing] });
  const seen: DocumentCheck = { ...missing, status: 'seen' };
  const blind = await check(desk, request.id, seen, {});
  const done = await check(desk, request.id, seen, { 'if-match': '"1"' });
  const stale = await check(desk, request.id, { ...missing, status: 'refused' }, { 'if-match': '"1"' });
  expect([blind.status, done.status, stale.status, (stale.body as { current: { rev: number } }).current.rev]).toEqual([428, 201, 412, 2]);
});

test('one more document comes with its file, which then is to be uploaded', async () => {
  const desk = await enrolDesk();
  const request = await recorded(desk, {});
  const file = { id: newId(), mediaType: 'image/jpeg' as const, byteLength: 10, pageCount: 1, sha256: randomBytes(32).toString('hex'), label: 'photo' };
  const more = homeProof({ type: 'photo', status: 'provided', attachmentIds: [file.id] });
  const stray = await check(desk, request.id, more, { 'if-none-match': '*' });
  const done = await check(desk, request.id, more, { 'if-none-match': '*' }, [file]);
  const again = await check(desk, request.id, more, { 'if-none-match': '*' }, [file]);
  const different = await check(desk, request.id, { ...more, status: 'seen' }, { 'if-none-match': '*' }, [file]);
  expect([stray, done, again, different].map((answer) => [answer.status, codeOf(answer)])).toEqual([[422, 'invalid'], [201, undefined], [200, undefined], [409, 'already-exists-different']]);
  const after = await read(desk, request.id);
  expect([after.documents, after.attachments, after.attachmentStates]).toEqual([[more], [file], [{ id: file.id, verified: false }]]);
});

test('a document that the request does not have, or of another nature, is refused; an unknown request is waited for', async () => {
  const desk = await enrolDesk();
  const missing = homeProof();
  const request = await recorded(desk, { documents: [missing] });
  const foreign = await check(desk, request.id, homeProof(), { 'if-match': '"1"' });
  const nature = await check(desk, request.id, { ...missing, type: 'identity' }, { 'if-match': '"1"' });
  const early = await check(desk, newId(), missing, { 'if-match': '"1"' });
  expect([foreign.status, nature.status, early.status]).toEqual([422, 422, 424]);
});

test('documents held are the newest of each type, outdated when their validity is over', async () => {
  const desk = await enrolDesk();
  const citizen = person();
  await desk.create(`/citizens/${citizen.id}`, personWrite(citizen));
  const applicant = { citizenId: citizen.id, displayName: 'TESTARD Élodie' };
  const cni = { procedureCode: 'identity-appointment', form: { title: 'cni', reason: 'first' }, applicant };
  await recorded(desk, { ...cni, receivedOn: '2019-01-07', documents: [homeProof({ status: 'provided' }), homeProof({ type: 'identity', title: 'Pièce d’identité', status: 'seen' })] });
  const newer = await recorded(desk, { ...cni, receivedOn: '2020-01-07', documents: [homeProof({ status: 'provided' }), homeProof({ type: 'photo', status: 'missing' })] });
  const answer = await desk.call('GET', `/citizens/${citizen.id}/documents`, { bearer: await clerkOf(desk, SOPHIE) });
  const { documents } = heldDocumentsSchema.parse(answer.body);
  expect(documents.map(({ type, status, on }) => [type, status, on])).toEqual([
    ['home-proof', 'outdated', '2020-01-07'],
    ['identity', 'seen', '2019-01-07'],
  ]);
  expect(documents[0]?.requestId).toBe(newer.id);
});
