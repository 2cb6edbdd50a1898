import { expect, test } from 'vitest';
import { pendingCreationSchema, writeAnswerSchema } from '#shared/contracts/grc-api/wire.ts';
import { call, enrolDesk, newId, type Desk } from './client.ts';
import { danger } from './fixtures.ts';
import { withOwnServer } from './own-server.ts';

const MINUTE = 60_000;

async function state(desk: Desk, id: string): Promise<unknown> {
  return pendingCreationSchema.parse((await desk.call('GET', `/pending-creations/${id}`)).body);
}

async function untilDone(desk: Desk, id: string): Promise<void> {
  await expect.poll(() => state(desk, id), { timeout: 20_000 }).toMatchObject({ state: 'done' });
}

test('202 then number: accepted at once, the number comes later, by itself and once', { timeout: 60_000 }, async () => {
  await withOwnServer({ numberDelayMs: MINUTE }, async (own) => {
    const desk = await enrolDesk(own);
    const { cursor } = await desk.changes('', 'requests');
    const request = danger(desk);
    const key = newId();
    const first = await desk.create(`/requests/${request.id}`, request, key);
    const again = await desk.create(`/requests/${request.id}`, request, key);
    const otherKey = await desk.create(`/requests/${request.id}`, request);
    const answer = { id: request.id, rev: 1, grcNumber: null, acceptedAt: expect.any(String), numberToCome: true };
    expect([first, again, otherKey].map(({ status, body }) => [status, body])).toEqual([[202, answer], [202, answer], [202, answer]]);
    expect(await state(desk, request.id)).toEqual({ state: 'pending', answer });
    own.skewMs = MINUTE;
    await untilDone(desk, request.id);
    const numbered = writeAnswerSchema.parse((await desk.create(`/requests/${request.id}`, request, key)).body);
    expect(numbered).toEqual({ id: request.id, rev: 2, grcNumber: expect.stringMatching(/^D-\d{4}-\d{6}$/), acceptedAt: writeAnswerSchema.parse(first.body).acceptedAt });
    expect(await state(desk, request.id)).toEqual({ state: 'done', answer: numbered });
    const { items } = await desk.changes(cursor, 'requests');
    expect(items.map(({ id, record }) => [id, record !== null && 'grcNumber' in record && record.grcNumber])).toEqual([[request.id, numbered.grcNumber]]);
  });
});

test('a number that was to come still comes after a stop, and what was amended meanwhile stays', { timeout: 60_000 }, async () => {
  await withOwnServer({ numberDelayMs: MINUTE }, async (own) => {
    const desk = await enrolDesk(own);
    const request = danger(desk);
    await desk.create(`/requests/${request.id}`, request);
    const opId = newId();
    await desk.create(`/requests/${request.id}/amendments/${opId}`, { amendment: { id: opId, kind: 'complement', changes: [{ field: 'note', before: null, after: 'Arbre penché' }] }, captured: request.captured });
    own.skewMs = MINUTE;
    await own.restart({ numberDelayMs: 0 });
    await untilDone(desk, request.id);
    const { items } = await desk.changes('', 'requests');
    expect(items.map(({ record }) => record)).toEqual([expect.objectContaining({ note: 'Arbre penché', rev: 3, grcNumber: expect.any(String) })]);
  });
});

test('a GRC that gives numbers at once says so, and knows nothing of what it has not', async () => {
  const desk = await enrolDesk();
  const request = danger(desk);
  await desk.create(`/requests/${request.id}`, request);
  const capabilities = await desk.call('GET', '/capabilities');
  expect([capabilities.body, await state(desk, request.id)]).toEqual([expect.objectContaining({ flags: expect.objectContaining({ pendingCreations: false }) }), expect.objectContaining({ state: 'done' })]);
  expect((await call('GET', `/pending-creations/${newId()}`, desk.credential)).status).toBe(404);
});
