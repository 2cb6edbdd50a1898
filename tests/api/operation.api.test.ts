import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { call, clerkOf, enrolDesk, newId, server } from './client.ts';
import { danger, SOPHIE } from './fixtures.ts';
import { onPostgres, ownStorage, whileUnreachable } from './own-process.ts';

const storage = await ownStorage();
afterAll(storage.remove);

const get = async (url: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> => {
  const answer = await fetch(url, { headers });
  return { status: answer.status, text: await answer.text() };
};

test('it lives, and is ready while its storage answers', async () => {
  expect([await get(`${server.url}/healthz`), await get(`${server.url}/readyz`)]).toEqual([
    { status: 200, text: '{"status":"ok"}' },
    { status: 200, text: '{"status":"ready"}' },
  ]);
});

test('metrics count calls by route template, and name nobody', async () => {
  const desk = await enrolDesk();
  const request = danger(desk);
  await desk.create(`/requests/${request.id}`, request);
  const { status, text } = await get(`${server.url}/metrics`);
  expect(status).toBe(200);
  expect(text).toMatch(/^grc_calls_total\{method="PUT",route="\/v1\/requests\/\{uid\}",status="201"\} [1-9]/m);
  expect(text).toMatch(/^grc_call_seconds_bucket\{le="0.005",method="PUT",route="\/v1\/desks\/\{uid\}"\}/m);
  expect(text).toMatch(/^grc_desks_enrolled [1-9]/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
  expect([text.includes(request.id), text.includes(desk.deskId)]).toEqual([false, false]);
});

test('logs say route, status, time and desk of each call, and nothing of a person', async () => {
  const grc = await storage.start();
  const desk = await enrolDesk(grc);
  const token = await clerkOf(desk, SOPHIE);
  await desk.call('POST', '/citizens/search', { bearer: token, body: { text: 'Bernardeau' } });
  const unknown = newId();
  await desk.call('GET', `/citizens/${unknown}?name=Bernardeau`, { bearer: token });
  await call('GET', '/Bernardeau', 'nonsense', {}, undefined, grc);
  await grc.stop();
  const lines = grc.said().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ time: _, ms: __, ...rest }) => rest)).toEqual([
    { level: 'info', event: 'call', method: 'PUT', route: '/v1/desks/{uid}', status: 201 },
    { level: 'info', event: 'call', method: 'POST', route: '/v1/sessions', status: 200, desk: desk.deskId },
    { level: 'info', event: 'call', method: 'POST', route: '/v1/citizens/search', status: 200, desk: desk.deskId },
    { level: 'info', event: 'call', method: 'GET', route: '/v1/citizens/{id}', status: 404, desk: desk.deskId },
    { level: 'info', event: 'call', method: 'GET', route: 'unknown', status: 404 },
    { level: 'info', event: 'stopping' },
  ]);
  expect(lines.every(({ time, ms, event }) => !Number.isNaN(Date.parse(String(time))) && (event !== 'call' || typeof ms === 'number'))).toBe(true);
  expect([grc.said().includes('Bernardeau'), grc.said().includes(unknown)]).toEqual([false, false]);
});

test('a stop lets a running call end, takes no new one, and ends well', async () => {
  const grc = await storage.start();
  const desk = await enrolDesk(grc);
  const [id, sha256] = [newId(), 'a'.repeat(64)];
  const request = danger(desk, { attachments: [{ id, mediaType: 'application/pdf', byteLength: 9000, pageCount: 1, sha256, label: 'plan' }] });
  await desk.create(`/requests/${request.id}`, request);
  const meta = Object.entries({ attachmentId: id, requestId: request.id, sha256, mediaType: 'application/pdf' }).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`);
  expect((await desk.call('POST', '/uploads', { headers: { 'upload-length': '9000', 'upload-metadata': meta.join(',') } })).status).toBe(201);

  const bytes = randomBytes(2000);
  const slow = http.request(`${grc.direct}/v1/uploads/${id}`, { method: 'PATCH', headers: { 'authorization': `Bearer ${desk.credential}`, 'upload-offset': '0', 'content-length': bytes.length } });
  const answered = once(slow, 'response') as Promise<[http.IncomingMessage]>;
  slow.write(bytes.subarray(0, 1000));
  await once(slow, 'socket').then(([socket]) => (socket.connecting ? once(socket, 'connect') : undefined));
  await get(`${grc.direct}/healthz`);
  const ended = once(grc.child, 'exit');
  grc.child.kill('SIGTERM');
  await expect.poll(() => grc.said()).toContain('"stopping"');
  await expect.poll(() => get(`${grc.direct}/healthz`).then(() => 'taken', () => 'refused')).toBe('refused');
  slow.end(bytes.subarray(1000));
  const [answer] = await answered;
  expect([answer.statusCode, answer.headers['upload-offset'], (await ended)[0]]).toEqual([204, '2000', 0]);
});

test('metrics ask for their token where one is set', async () => {
  const grc = await storage.start([], { GRC_METRICS_TOKEN: 'of-the-monitor' });
  const answers = await Promise.all([{}, { authorization: 'Bearer wrong' }, { authorization: 'Bearer of-the-monitor' }].map((headers) => get(`${grc.url}/metrics`, headers)));
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 200]);
  await grc.stop();
});

test.runIf(onPostgres)('while its database is away it lives, is not ready, and asks to come back; then all is as before', async () => {
  const grc = await storage.start();
  const desk = await enrolDesk(grc);
  const ask = async (): Promise<readonly unknown[]> => {
    const changes = await desk.call('GET', '/changes?limit=1');
    return [(await get(`${grc.direct}/healthz`)).status, (await get(`${grc.url}/readyz`)).status, changes.status, changes.headers.get('retry-after')];
  };
  const before = await ask();
  const during = await whileUnreachable(storage, ask);
  expect([before, during, await ask()]).toEqual([[200, 200, 200, null], [200, 503, 503, '5'], [200, 200, 200, null]]);
  await grc.stop();
});
