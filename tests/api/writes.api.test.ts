import { expect, test } from 'vitest';
import { grcApiRoutes, type GrcApiRoute } from '#shared/contracts/grc-api/routes.ts';
import { enrolDesk, newId, servers, type Desk } from './client.ts';
import { codeOf, danger, person, personWrite } from './fixtures.ts';
import { writeSamples } from './write-samples.ts';

test('duplicate PUT: the same write sent again has one effect and the same answer', async () => {
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

test('PUT with a changed body: another content under a known key or id is refused, with both hashes', async () => {
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

test('child before parent: it is told to come back', async () => {
  const desk = await enrolDesk();
  const citizen = person();
  const request = danger(desk, { applicant: { citizenId: citizen.id, displayName: 'TESTARD Élodie' } });
  const early = await desk.create(`/requests/${request.id}`, request);
  await desk.create(`/citizens/${citizen.id}`, personWrite(citizen));
  const later = await desk.create(`/requests/${request.id}`, request);
  expect([early.status, codeOf(early), (early.body as { retryable: boolean }).retryable, later.status]).toEqual([424, 'dependency-missing', true, 201]);
});

const writing = (grcApiRoutes as readonly GrcApiRoute[]).filter(({ write, path }) => write !== undefined && path !== '/audit/batches').map(({ method, path }) => `${method} ${path}`);

test('every route that writes has its sample here', () => {
  expect(Object.keys(writeSamples).sort()).toEqual([...writing].sort());
});

test.each(Object.entries(writeSamples))('%s: one effect by its key, looked up before any precondition; another content under the key is refused', async (route, make) => {
  const desk = await enrolDesk();
  const { path, body, precondition, bearer } = await make(desk);
  const [method = ''] = route.split(' ');
  const send = (headers: Record<string, string>, sent: unknown = body) => desk.call(method, path, { headers, body: sent, ...(bearer !== undefined && { bearer }) });
  const key = newId();
  const keyless = await send(precondition);
  const first = await send({ 'idempotency-key': key, ...precondition });
  const again = await send({ 'idempotency-key': key, ...precondition });
  const otherPrecondition = await send({ 'idempotency-key': key, 'if-match': '"999"' });
  const different = await send({ 'idempotency-key': key, ...precondition }, { ...body, unexpected: true });
  expect([keyless, first, again, otherPrecondition, different].map((answer) => [answer.status, codeOf(answer)])).toEqual([
    [400, 'idempotency-key-missing'], [201, undefined], [200, undefined], [200, undefined], [409, 'already-exists-different'],
  ]);
  expect([again.body, otherPrecondition.body]).toEqual([first.body, first.body]);
});

test.each(Object.entries(writeSamples).filter(([route]) => route.startsWith('PUT') && !route.endsWith('lock')))('%s: a write with no precondition is 428', async (_route, make) => {
  const desk = await enrolDesk();
  const { path, body } = await make(desk);
  const answer = await desk.call('PUT', path, { headers: { 'idempotency-key': newId() }, body });
  expect([answer.status, codeOf(answer)]).toEqual([428, 'precondition-required']);
});

test('one id brought by two keys at once is created once', async () => {
  const desks = await Promise.all(Array.from({ length: 8 }, (_, place) => enrolDesk(servers[place % servers.length])));
  const citizen = person();
  const send = async (desk: Desk) => {
    for (;;) {
      const answer = await desk.create(`/citizens/${citizen.id}`, personWrite(citizen));
      if (codeOf(answer) !== 'in-progress') return answer.status;
    }
  };
  expect((await Promise.all(desks.map(send))).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
});
