import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writeAnswerSchema } from '#shared/contracts/grc-api/wire.ts';
import { serviceRequestSchema } from '#shared/domain/service-request/service-request.ts';
import { clerkOf, enrolDesk, newId, type Answer, type Desk } from './client.ts';
import { capturedAt, codeOf, danger, KARIM, SOPHIE } from './fixtures.ts';
import { withOwnServer, withServerIn } from './own-server.ts';

const HOUR = 3_600_000;
const retryable = (answer: Answer): unknown => (answer.body as { retryable?: unknown }).retryable;

async function idsIn(desk: Desk, cursor: string): Promise<readonly string[]> {
  return (await desk.changes(cursor, 'requests')).items.map(({ id }) => id);
}

test('answer lost after commit: the same write again finds its own effect', async () => {
  const desk = await enrolDesk();
  const { cursor } = await desk.changes('', 'requests');
  const request = danger(desk);
  const key = newId();
  const sent = httpRequest(`${desk.server.url}/v1/requests/${request.id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${desk.credential}`, 'content-type': 'application/json', 'idempotency-key': key, 'if-none-match': '*' },
  });
  // Its answer is never read.
  sent.on('error', () => undefined).end(JSON.stringify(request));
  await expect.poll(() => idsIn(desk, cursor), { timeout: 10_000 }).toContain(request.id);
  sent.destroy();
  const again = await desk.create(`/requests/${request.id}`, request, key);
  expect([again.status, writeAnswerSchema.parse(again.body).grcNumber]).toEqual([200, expect.stringMatching(/^D-/)]);
  expect((await idsIn(desk, cursor)).filter((id) => id === request.id)).toEqual([request.id]);
});

test('clock two hours wrong on a desk: its records are taken, with the server’s own time of acceptance, in the order they came', async () => {
  const desk = await enrolDesk();
  const { cursor } = await desk.changes('', 'requests');
  const now = Date.now();
  const requests = [2, -2, 0].map((hours) => danger(desk, { captured: capturedAt(desk, { at: new Date(now + hours * HOUR).toISOString() }) }));
  const answers: Answer[] = [];
  for (const request of requests) answers.push(await desk.create(`/requests/${request.id}`, request));
  expect(answers.map(({ status, body }) => [status, Math.abs(Date.parse(writeAnswerSchema.parse(body).acceptedAt) - now) < 60_000])).toEqual([[201, true], [201, true], [201, true]]);
  const ours = new Set(requests.map(({ id }) => id));
  expect((await idsIn(desk, cursor)).filter((id) => ours.has(id))).toEqual(requests.map(({ id }) => id));
});

test('clock two hours wrong on the server, and set right: nothing is skipped, no number comes twice', { timeout: 60_000 }, async () => {
  await withOwnServer({}, async (own) => {
    const desk = await enrolDesk(own);
    const requests = [danger(desk), danger(desk), danger(desk)];
    const numbers: unknown[] = [];
    let { cursor } = await desk.changes('', 'requests');
    const seen: string[] = [];
    for (const [place, skewMs] of [2 * HOUR, 0, -2 * HOUR].entries()) {
      own.skewMs = skewMs;
      const request = requests[place] as (typeof requests)[number];
      numbers.push(writeAnswerSchema.parse((await desk.create(`/requests/${request.id}`, request)).body).grcNumber);
      const page = await desk.changes(cursor, 'requests');
      cursor = page.cursor;
      seen.push(...page.items.map(({ id }) => id));
    }
    expect([seen, new Set(numbers).size]).toEqual([requests.map(({ id }) => id), 3]);
  });
});

test('one poisoned record among 100: it alone is refused, for a clerk to see, and the 99 others are in', async () => {
  const desk = await enrolDesk();
  const { cursor } = await desk.changes('', 'requests');
  const requests = Array.from({ length: 100 }, (_, place) => danger(desk, place === 37 ? { form: { kind: 'volcano' } } : {}));
  const answers: Answer[] = [];
  for (let from = 0; from < requests.length; from += 4) {
    answers.push(...(await Promise.all(requests.slice(from, from + 4).map((request) => desk.create(`/requests/${request.id}`, request)))));
  }
  const refused = answers.flatMap((answer, place) => (answer.status === 201 ? [] : [[place, answer.status, codeOf(answer), retryable(answer)]]));
  expect(refused).toEqual([[37, 422, 'invalid', false]]);
  const seen = new Set(await idsIn(desk, cursor));
  expect(requests.map(({ id }) => seen.has(id))).toEqual(requests.map((_, place) => place !== 37));
});

test('clerk A’s records sent by clerk B: the record says who recorded it, the call which desk sent it', async () => {
  const desk = await enrolDesk();
  const byKarim = danger(desk, { captured: capturedAt(desk, { clerk: { id: KARIM.id, name: KARIM.name, title: KARIM.title } }) });
  const sophie = await clerkOf(desk, SOPHIE);
  const withToken = await desk.call('PUT', `/requests/${byKarim.id}`, { bearer: sophie, headers: { 'idempotency-key': newId(), 'if-none-match': '*' }, body: byKarim });
  await desk.create(`/requests/${byKarim.id}`, byKarim);
  const held = serviceRequestSchema.parse((await desk.call('GET', `/requests/${byKarim.id}`, { bearer: sophie })).body);
  expect([withToken.status, held.captured?.clerk.id, held.captured?.deskId]).toEqual([401, KARIM.id, desk.deskId]);
});

// A disk of its own can only be mounted by root.
test.skipIf(process.getuid?.() !== 0)('full disk: writes are answered “later”, none is half done, and all go through once there is room', { timeout: 120_000 }, async () => {
  const disk = mkdtempSync(path.join(tmpdir(), 'plainpied-disk-'));
  run('mount', '-t', 'tmpfs', '-o', 'size=120m', 'tmpfs', disk);
  try {
    await withServerIn(disk, {}, async (own) => {
      const desk = await enrolDesk(own);
      const { cursor } = await desk.changes('', 'requests');
      const bytes = randomBytes(600_000);
      const id = newId();
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const request = danger(desk, { attachments: [{ id, mediaType: 'image/png', byteLength: bytes.length, pageCount: 1, sha256, label: 'photo' }] });
      await desk.create(`/requests/${request.id}`, request);
      const metadata = Object.entries({ attachmentId: id, requestId: request.id, sha256, mediaType: 'image/png' }).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`);
      await desk.call('POST', '/uploads', { headers: { 'upload-length': String(bytes.length), 'upload-metadata': metadata.join(',') } });
      const piece = (from: number, to: number) => desk.call('PATCH', `/uploads/${id}`, { headers: { 'upload-offset': String(from) }, body: bytes.subarray(from, to) });
      await piece(0, 100_000);
      const filler = path.join(disk, 'filler');
      expect(() => {
        for (;;) appendFileSync(filler, Buffer.alloc(65_536));
      }).toThrow('ENOSPC');
      const refused = await piece(100_000, 600_000);
      const late = Array.from({ length: 20 }, () => danger(desk, { note: randomBytes(900).toString('base64').replace(/\d/g, 'x') }));
      const meanwhile = await Promise.all(late.map((each) => desk.create(`/requests/${each.id}`, each, each.id)));
      const offset = (await desk.call('HEAD', `/uploads/${id}`)).headers.get('upload-offset');
      expect([refused.status, codeOf(refused), retryable(refused), offset]).toEqual([507, 'storage-full', true, '100000']);
      expect(meanwhile.filter((answer) => answer.status >= 400 && retryable(answer) !== true)).toEqual([]);
      rmSync(filler);
      expect((await piece(100_000, 600_000)).status).toBe(204);
      const after = await Promise.all(late.map((each) => desk.create(`/requests/${each.id}`, each, each.id)));
      expect(after.filter(({ status }) => status !== 200 && status !== 201)).toEqual([]);
      const { items } = await desk.changes(cursor, 'requests');
      expect(items.find((item) => item.id === request.id)?.record).toMatchObject({ attachmentStates: [{ id, verified: true }] });
      expect(items.map((item) => item.id).sort()).toEqual([request, ...late].map((each) => each.id).sort());
    });
  } finally {
    run('umount', disk);
    rmdirSync(disk);
  }
});

function run(command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}
