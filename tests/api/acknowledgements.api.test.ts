import { expect, test } from 'vitest';
import { acknowledgementAnswerSchema } from '#shared/contracts/grc-api/papers.ts';
import type { SealedRequest } from '#shared/domain/service-request/service-request.ts';
import { clerkOf, enrolDesk, newId, type Desk } from './client.ts';
import { capturedAt, codeOf, danger, person, personWrite, SOPHIE } from './fixtures.ts';

async function canteen(desk: Desk, over: Partial<SealedRequest> = {}): Promise<SealedRequest> {
  const citizen = person({ birthName: 'AUBIER', usedName: 'ZELLER' });
  await desk.create(`/citizens/${citizen.id}`, personWrite(citizen));
  const request = danger(desk, {
    procedureCode: 'canteen', procedureTitle: 'Inscription à la cantine', departmentCode: 'EDU', receivedOn: '2026-03-17',
    form: { school: 'bourg', days: 4, from: '2026-09-01' }, applicant: { citizenId: citizen.id, displayName: 'AUBIER Élodie (usage ZELLER)' }, ...over,
  });
  expect((await desk.create(`/requests/${request.id}`, request)).status).toBe(201);
  return request;
}

async function read(desk: Desk, id: string) {
  const answer = await desk.call('GET', `/requests/${id}/acknowledgement`, { bearer: await clerkOf(desk, SOPHIE) });
  return acknowledgementAnswerSchema.parse(answer.body);
}

function deliver(desk: Desk, requestId: string, sha256: string | null, id = newId()) {
  return desk.append(`/requests/${requestId}/acknowledgement/deliveries`, { delivery: { id, means: 'handed-over', on: '2026-03-17', sha256 }, captured: capturedAt(desk) });
}

test('the acknowledgement of a request addresses the birth name, says who handles it and what silence means', async () => {
  const desk = await enrolDesk();
  const { acknowledgement, sha256, refusal, deliveries } = await read(desk, (await canteen(desk)).id);
  expect([acknowledgement?.addressee, acknowledgement?.silenceOn, sha256, refusal, deliveries]).toEqual(['AUBIER Élodie', '2026-05-17', expect.stringMatching(/^[0-9a-f]{64}$/), null, []]);
  expect(acknowledgement?.paragraphs.join('\n')).toContain('Éducation et restauration scolaire, 4 rue des Écoles');
});

test('what was handed over is kept as it was, even after the request changed', async () => {
  const desk = await enrolDesk();
  const missing = { id: newId(), type: 'insurance', title: 'Attestation d’assurance scolaire', mandatory: true, status: 'missing' as const, attachmentIds: [] };
  const request = await canteen(desk, { documents: [missing] });
  const first = await read(desk, request.id);
  await desk.call('PUT', `/requests/${request.id}/documents/${missing.id}`, {
    headers: { 'idempotency-key': newId(), 'if-match': '"1"' },
    body: { check: { ...missing, status: 'provided' }, attachments: [], captured: capturedAt(desk) },
  });
  const second = await read(desk, request.id);
  const id = newId();
  const delivered = [await deliver(desk, request.id, first.sha256, id), await deliver(desk, request.id, first.sha256, id), await deliver(desk, request.id, second.sha256, id)];
  const after = await read(desk, request.id);
  expect(delivered.map(({ status }) => status)).toEqual([201, 200, 409]);
  expect([first.acknowledgement?.silenceOn, second.acknowledgement?.silenceOn, after.sha256]).toEqual([null, '2026-05-17', second.sha256]);
  expect(after.deliveries).toEqual([{ delivery: expect.objectContaining({ id, sha256: first.sha256 }), acknowledgement: first.acknowledgement }]);
});

test('a text that was never issued for this request cannot have been handed over', async () => {
  const desk = await enrolDesk();
  const [one, other] = [await canteen(desk), await canteen(desk)];
  await read(desk, one.id);
  const { sha256 } = await read(desk, other.id);
  const foreign = await deliver(desk, one.id, sha256);
  const early = await deliver(desk, newId(), sha256);
  expect([foreign, early].map((answer) => [answer.status, codeOf(answer)])).toEqual([[422, 'invalid'], [424, 'dependency-missing']]);
});

test('a report to which nobody put a name gets none, and says why', async () => {
  const desk = await enrolDesk();
  const request = danger(desk);
  await desk.create(`/requests/${request.id}`, request);
  expect(await read(desk, request.id)).toEqual({ acknowledgement: null, sha256: null, refusal: 'nobody-asked', deliveries: [] });
});
