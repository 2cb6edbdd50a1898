import { expect, test } from 'vitest';
import { enrolDesk, servers, type Desk } from './client.ts';
import { danger } from './fixtures.ts';

type Listener = { readonly hints: () => number; readonly close: () => void };

/** An open `GET /events`, once its first hint has come. */
async function listen(desk: Desk): Promise<Listener> {
  const ended = new AbortController();
  const answer = await fetch(`${desk.server.url}/v1/events`, { headers: { authorization: `Bearer ${desk.credential}` }, signal: ended.signal });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  let text = '';
  void (async () => {
    for await (const chunk of answer.body ?? []) text += Buffer.from(chunk as Uint8Array).toString();
  })().catch(() => undefined);
  const hints = (): number => text.split('event: hint\ndata: {}\n\n').length - 1;
  await expect.poll(hints, { timeout: 5000 }).toBeGreaterThan(0);
  return { hints, close: () => ended.abort() };
}

test('whoever listens, on whatever server, is told that something changed, and of nothing else', async () => {
  const [writer, ...listening] = await Promise.all([servers[0], ...servers].map((at) => enrolDesk(at)));
  if (writer === undefined) throw new Error('no server');
  const listeners = await Promise.all(listening.map(listen));
  const before = listeners.map(({ hints }) => hints());
  const request = danger(writer);
  const { cursor } = await writer.changes('', 'requests');
  await writer.create(`/requests/${request.id}`, request);
  for (const [place, { hints }] of listeners.entries()) await expect.poll(hints, { timeout: 5000 }).toBeGreaterThan(before[place] ?? 0);
  for (const desk of listening) expect((await desk.changes(cursor, 'requests')).items.map(({ id }) => id)).toContain(request.id);
  for (const { close } of listeners) close();
});

test('a write that did nothing new tells nobody', async () => {
  const [writer, reader] = [await enrolDesk(), await enrolDesk()];
  const request = danger(writer);
  await writer.create(`/requests/${request.id}`, request, request.id);
  const { hints, close } = await listen(reader);
  await new Promise((resolve) => setTimeout(resolve, 600));
  const before = hints();
  await writer.create(`/requests/${request.id}`, request, request.id);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(hints()).toBe(before);
  close();
});

test('events are for desks', async () => {
  const answer = await fetch(`${servers[0]?.url}/v1/events`);
  expect(answer.status).toBe(401);
});
