import { expect, test } from 'vitest';
import { lockAnswerSchema } from '#shared/contracts/grc-api/desk-life.ts';
import { clerkOf, enrolDesk, newId, type Answer, type Desk } from './client.ts';
import { codeOf, danger, HELENE, SOPHIE } from './fixtures.ts';
import { withOwnServer } from './own-server.ts';

function lock(desk: Desk, token: string, id: string, seconds: number): Promise<Answer> {
  return desk.call('PUT', `/requests/${id}/lock`, { bearer: token, headers: { 'idempotency-key': newId() }, body: { seconds } });
}

async function recorded(desk: Desk): Promise<string> {
  const request = danger(desk);
  await desk.create(`/requests/${request.id}`, request);
  return request.id;
}

test('who is at a request is told to the others; it stops nobody, and is given back', async () => {
  const [desk, other] = [await enrolDesk(), await enrolDesk()];
  const [sophie, helene] = [await clerkOf(desk, SOPHIE), await clerkOf(other, HELENE)];
  const id = await recorded(desk);
  const held = await lock(desk, sophie, id, 600);
  const refused = await lock(other, helene, id, 600);
  expect([held.status, refused.status, refused.body]).toEqual([
    201,
    409,
    expect.objectContaining({ code: 'locked-by-other', messageFr: `${SOPHIE.name} travaille sur cette demande.`, holder: SOPHIE.name, until: lockAnswerSchema.parse(held.body).until, retryable: true }),
  ]);
  const amendment = { id: newId(), kind: 'complement', changes: [{ field: 'note', before: null, after: 'vu' }] };
  expect((await other.create(`/requests/${id}/amendments/${amendment.id}`, { amendment, captured: null })).status).toBe(201);
  expect([(await lock(desk, sophie, id, 900)).status, (await lock(desk, sophie, id, 0)).status, (await lock(other, helene, id, 60)).status]).toEqual([201, 201, 201]);
});

test('of many who ask at once, one gets it', async () => {
  const desks = await Promise.all(Array.from({ length: 6 }, () => enrolDesk()));
  const tokens = await Promise.all(desks.map((desk) => clerkOf(desk, SOPHIE)));
  const id = await recorded(desks[0] as Desk);
  const answers = await Promise.all(desks.map((desk, place) => lock(desk, tokens[place] ?? '', id, 60)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
});

test('a lock ends by itself', { timeout: 60_000 }, async () => {
  await withOwnServer({}, async (own) => {
    const [desk, other] = [await enrolDesk(own), await enrolDesk(own)];
    const [sophie, helene] = [await clerkOf(desk, SOPHIE), await clerkOf(other, HELENE)];
    const id = await recorded(desk);
    await lock(desk, sophie, id, 60);
    own.skewMs = 59_000;
    const before = await lock(other, helene, id, 60);
    own.skewMs = 61_000;
    const after = await lock(other, helene, id, 60);
    expect([before.status, after.status]).toEqual([409, 201]);
  });
});

test('a lock is on a request that is here, for half an hour at most', async () => {
  const desk = await enrolDesk();
  const token = await clerkOf(desk, SOPHIE);
  const answers = [await lock(desk, token, newId(), 60), await lock(desk, token, await recorded(desk), 1801)];
  expect(answers.map((answer) => [answer.status, codeOf(answer)])).toEqual([[404, 'not-found'], [422, 'invalid']]);
});
