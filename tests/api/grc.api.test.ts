import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import type { SealedRequest } from '#shared/domain/service-request/service-request.ts';
import { DEMO_CLERKS } from '#electron/embedded-grc/seed/demo-town.ts';
import { call, enrolDesk, newId, server, type Desk } from './client.ts';

const NOW = new Date().toISOString();

function person(over: Partial<Citizen> = {}): Citizen {
  return { id: newId(), birthName: 'TESTARD', firstNames: 'Élodie', phones: [], emails: [], ...over };
}

function danger(desk: Desk, over: Partial<SealedRequest> = {}): SealedRequest {
  return {
    id: newId(),
    procedureCode: 'danger',
    procedureVersion: 1,
    procedureTitle: 'Signaler un danger dans la rue',
    departmentCode: 'VOI',
    channel: 'counter',
    beneficiaries: [],
    form: { place: 'rue du Puits', kind: 'tree' },
    documents: [],
    attachments: [],
    trackingToken: randomBytes(16).toString('base64url'),
    receivedOn: NOW.slice(0, 10),
    deskNumber: null,
    captured: { clerk: { id: DEMO_CLERKS[0]?.id ?? '', name: 'Sophie', title: 'Agente' }, deskId: desk.deskId, site: desk.site, desk: desk.desk, at: NOW, zone: 'Europe/Paris' },
    ...over,
  };
}
const write = (citizen: Citizen) => ({ citizen, captured: null });
const codeOf = (answer: { readonly body: unknown }): unknown => (answer.body as { code?: unknown }).code;

test('a desk is enrolled with a pair of its own, and keeps it when it enrols again', async () => {
  const [one, two] = [await enrolDesk(), await enrolDesk()];
  const again = await call('PUT', `/desks/${one.deskId}`, server.code, {}, { label: '', version: 'test' });
  expect([one.site, one.desk === two.desk, (again.body as { desk: string }).desk]).toEqual(['014', false, one.desk]);
  expect((await call('GET', '/clerks', one.credential)).status).toBe(401);
});

test('a wrong code enrols nobody', async () => {
  const answer = await call('PUT', `/desks/${newId()}`, 'nonsense', {}, { label: '', version: 'test' });
  expect([answer.status, codeOf(answer)]).toEqual([403, 'enrolment-code-wrong']);
});

test('a clerk signs in with the PIN, and only then looks people up', async () => {
  const desk = await enrolDesk();
  const [clerk] = DEMO_CLERKS;
  const wrong = await desk.call('POST', '/sessions', { body: { clerkId: clerk?.id, pin: '0000' } });
  const signedIn = await desk.call('POST', '/sessions', { body: { clerkId: clerk?.id, pin: clerk?.pin } });
  const { token } = signedIn.body as { token: string };
  const search = (bearer: string) => desk.call('POST', '/citizens/search', { bearer, body: { text: 'mar zoe 1984' } });
  const found = (await search(token)).body as { items: { citizen: Citizen; matches: unknown }[] };
  expect([codeOf(wrong), (await search(desk.credential)).status]).toEqual(['wrong-pin', 401]);
  expect(found.items.map(({ citizen, matches }) => [citizen.birthName, citizen.firstNames, matches])).toContainEqual([
    'MARTIN',
    'Zoé',
    [
      { part: 'mar', reason: 'birth-name' },
      { part: 'zoe', reason: 'first-name' },
      { part: '1984', reason: 'birth-date' },
    ],
  ]);
});

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
  await desk.create(`/citizens/${citizen.id}`, write(citizen));
  const later = await desk.create(`/requests/${request.id}`, request);
  expect([early.status, codeOf(early), (early.body as { retryable: boolean }).retryable, later.status]).toEqual([424, 'dependency-missing', true, 201]);
});

test('a form that the procedure refuses is refused here too, with its field and a French sentence', async () => {
  const desk = await enrolDesk();
  const request = danger(desk, { form: { kind: 'tree' } });
  const answer = await desk.create(`/requests/${request.id}`, request);
  expect([answer.status, answer.body]).toEqual([422, expect.objectContaining({ fieldPath: 'form.place', messageFr: 'Renseignez « Lieu ».', retryable: false })]);
});

test('what is written is in the changes once, after the cursor, with its number', async () => {
  const desk = await enrolDesk();
  const { cursor } = await desk.changes();
  const citizen = person();
  const request = danger(desk, { applicant: { citizenId: citizen.id, displayName: 'TESTARD Élodie' } });
  await desk.create(`/citizens/${citizen.id}`, write(citizen));
  await desk.create(`/requests/${request.id}`, request);
  const { items, cursor: next } = await desk.changes(cursor, 'citizens,requests');
  const mine = items.filter(({ id }) => id === citizen.id || id === request.id);
  expect(mine.map(({ topic, record }) => [topic, record !== null && 'grcNumber' in record && /^D-\d{4}-\d{6}$/.test(record.grcNumber ?? '')])).toEqual([
    ['citizens', false],
    ['requests', true],
  ]);
  expect((await desk.changes(next, 'citizens,requests')).items.filter(({ id }) => id === request.id)).toEqual([]);
});

test('a cursor of another server is expired, and says so', async () => {
  const desk = await enrolDesk();
  const answer = await desk.call('GET', `/changes?cursor=${Buffer.from('other 1 1').toString('base64url')}`);
  expect([answer.status, codeOf(answer)]).toEqual([410, 'cursor-expired']);
});

test('desks that write at once are all in the changes, each request once', async () => {
  const desks = await Promise.all(Array.from({ length: 8 }, enrolDesk));
  const reader = await enrolDesk();
  let { cursor } = await reader.changes();
  const seen: string[] = [];
  const written: string[] = [];
  let writing = true;
  const reading = (async () => {
    while (writing) {
      const page = await reader.changes(cursor, 'requests');
      cursor = page.cursor;
      seen.push(...page.items.map(({ id }) => id));
    }
  })();
  await Promise.all(
    desks.map(async (desk) => {
      for (let turn = 0; turn < 6; turn += 1) {
        const request = danger(desk);
        written.push(request.id);
        expect((await desk.create(`/requests/${request.id}`, request)).status).toBe(201);
      }
    }),
  );
  writing = false;
  await reading;
  seen.push(...(await reader.changes(cursor, 'requests')).items.map(({ id }) => id));
  expect(seen.filter((id) => written.includes(id)).sort()).toEqual([...written].sort());
});

test('a sealed request changes only by amendments that saw its present state', async () => {
  const desk = await enrolDesk();
  const request = danger(desk);
  await desk.create(`/requests/${request.id}`, request);
  const amend = (before: string, after: string, headers: Record<string, string>) =>
    desk.call('PUT', `/requests/${request.id}/amendments/${newId()}`, {
      headers: { 'idempotency-key': newId(), ...headers },
      body: { amendment: { id: newId(), kind: 'correction', changes: [{ field: 'form.place', before, after }] }, captured: request.captured },
    });
  const done = await amend('rue du Puits', 'rue des Écoles', { 'if-match': '"1"' });
  const stale = await amend('rue des Écoles', 'x', { 'if-match': '"1"' });
  const blind = await amend('rue du Puits', 'x', { 'if-match': '*' });
  expect([done.status, (done.body as { rev: number }).rev, stale.status, blind.status]).toEqual([201, 2, 412, 412]);
});

test('a voided number stays, its request withdrawn', async () => {
  const desk = await enrolDesk();
  const { cursor } = await desk.changes();
  const request = danger(desk);
  await desk.create(`/requests/${request.id}`, request);
  const opId = newId();
  await desk.create(`/requests/${request.id}/amendments/${opId}`, { amendment: { id: opId, kind: 'void', changes: [] }, captured: request.captured }, opId);
  const { items } = await desk.changes(cursor, 'requests');
  const record = items.find(({ id }) => id === request.id)?.record;
  expect(record).toMatchObject({ status: 'withdrawn', amendments: [{ kind: 'void', by: 'Sophie' }] });
});

test('a file arrives in pieces, goes on after a cut, and counts only once its SHA-256 is the declared one', async () => {
  const desk = await enrolDesk();
  const bytes = randomBytes(150_000);
  const id = newId();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const request = danger(desk, { attachments: [{ id, mediaType: 'application/pdf', byteLength: bytes.length, pageCount: 1, sha256, label: 'photo' }] });
  const meta = Object.entries({ attachmentId: id, requestId: request.id, sha256, mediaType: 'application/pdf' }).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`);
  const creation = () => desk.call('POST', '/uploads', { headers: { 'tus-resumable': '1.0.0', 'upload-length': String(bytes.length), 'upload-metadata': meta.join(',') } });
  expect((await creation()).status).toBe(424);
  await desk.create(`/requests/${request.id}`, request);
  const { cursor } = await desk.changes();
  expect([(await creation()).status, (await creation()).headers.get('upload-offset')]).toEqual([201, '0']);
  const patch = (from: number, to: number, checksum = createHash('sha256').update(bytes.subarray(from, to)).digest('base64')) =>
    desk.call('PATCH', `/uploads/${id}`, {
      headers: { 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream', 'upload-offset': String(from), 'upload-checksum': `sha256 ${checksum}` },
      body: bytes.subarray(from, to),
    });
  expect((await patch(0, 100_000)).status).toBe(204);
  expect((await patch(0, 100_000)).status).toBe(409);
  expect((await patch(100_000, 150_000, 'AAAA')).status).toBe(460);
  expect((await desk.call('HEAD', `/uploads/${id}`)).headers.get('upload-offset')).toBe('100000');
  expect((await patch(100_000, 150_000)).headers.get('upload-offset')).toBe('150000');
  const { items } = await desk.changes(cursor, 'requests');
  expect(items.find((item) => item.id === request.id)?.record).toMatchObject({ attachmentStates: [{ id, verified: true }] });
});

test('bytes that differ from what was declared are asked for again', async () => {
  const desk = await enrolDesk();
  const bytes = randomBytes(1000);
  const id = newId();
  const sha256 = createHash('sha256').update('autre').digest('hex');
  const request = danger(desk);
  await desk.create(`/requests/${request.id}`, request);
  const meta = Object.entries({ attachmentId: id, requestId: request.id, sha256, mediaType: 'application/pdf' }).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`);
  await desk.call('POST', '/uploads', { headers: { 'upload-length': '1000', 'upload-metadata': meta.join(',') } });
  const answer = await desk.call('PATCH', `/uploads/${id}`, { headers: { 'upload-offset': '0' }, body: bytes });
  expect([codeOf(answer), (await desk.call('HEAD', `/uploads/${id}`)).headers.get('upload-offset')]).toEqual(['hash-mismatch', '0']);
});

test('every route asks for its credential', async () => {
  const answers = await Promise.all(['/changes', '/clerks', '/me', '/procedures', '/capabilities'].map((path) => fetch(`${server.url}/v1${path}`)));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
});

test('the contract is served, and describes what this server answers', async () => {
  const desk = await enrolDesk();
  const document = (await (await fetch(`${server.url}/v1/openapi.json`)).json()) as { openapi: string; paths: Record<string, Record<string, { responses: Record<string, unknown> }>> };
  const page = await fetch(`${server.url}/docs`);
  const changes = await desk.call('GET', '/changes?limit=1');
  expect([document.openapi, page.status, Object.keys(document.paths['/changes']?.['get']?.responses ?? {}).includes(String(changes.status))]).toEqual(['3.1.0', 200, true]);
});
