import { expect, test } from 'vitest';
import { enrolDesk, newId } from './client.ts';
import { codeOf, danger, person, personWrite } from './fixtures.ts';

test('the same write sent again has one effect and the same answer', async () => {
  const desk = await enrolDesk();
  const key = newId();
  const request = danger(desk);
  const first = await desk.create(`/requests/${request.id}`, request, key);
  const again = await desk.create(`/requests/${request.id}`, request, key);
  const otherKey = await desk.create(`/requests/${request.id}`, request);
  expect([first.status, again.status, otherKey.status]).toEqual([201, 200, 200]);
  expect(again.body).toEqual(first.body);
  expect((otherKey.body as { grcNumber: string }).grcNumber).toBe((first.body as { grcNumber: string }).grcNumber);
});

test('another content under a known key or id is refused, with both hashes', async () => {
  const desk = await enrolDesk();
  const key = newId();
  const request = danger(desk);
  await desk.create(`/requests/${request.id}`, request, key);
  const changed = { ...request, note: 'autre' };
  const answer = await desk.create(`/requests/${request.id}`, changed, key);
  const other = await desk.create(`/requests/${request.id}`, changed);
  expect([answer.status, codeOf(answer), other.status, codeOf(other)]).toEqual([409, 'already-exists-different', 409, 'already-exists-different']);
  expect(answer.body).toMatchObject({ knownHash: expect.any(String), sentHash: expect.any(String), retryable: false });
});

test('a write says that it creates, and carries its key', async () => {
  const desk = await enrolDesk();
  const request = danger(desk);
  const noKey = await desk.call('PUT', `/requests/${request.id}`, { body: request });
  const noPrecondition = await desk.call('PUT', `/requests/${request.id}`, { body: request, headers: { 'idempotency-key': newId() } });
  expect([codeOf(noKey), noPrecondition.status]).toEqual(['idempotency-key-missing', 428]);
});

test('a child that arrives before its parent is told to come back', async () => {
  const desk = await enrolDesk();
  const citizen = person();
  const request = danger(desk, { applicant: { citizenId: citizen.id, displayName: 'TESTARD Élodie' } });
  const early = await desk.create(`/requests/${request.id}`, request);
  await desk.create(`/citizens/${citizen.id}`, personWrite(citizen));
  const later = await desk.create(`/requests/${request.id}`, request);
  expect([early.status, codeOf(early), (early.body as { retryable: boolean }).retryable, later.status]).toEqual([424, 'dependency-missing', true, 201]);
});
