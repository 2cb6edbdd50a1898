import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { TUS_VERSION } from '#shared/contracts/grc-api/uploads.ts';
import type { Attachment } from '#shared/domain/document/attachment.ts';
import { enrolDesk, newId, type Answer, type Desk } from './client.ts';
import { codeOf, danger, person, personWrite } from './fixtures.ts';
import { withOwnServer } from './own-server.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function file(bytes: Uint8Array): Attachment {
  return { id: newId(), mediaType: 'application/pdf', byteLength: bytes.length, pageCount: 1, sha256: sha256(bytes), label: 'pièce' };
}

type Owner = { readonly requestId?: string; readonly mailItemId?: string; readonly citizenId?: string };

function create(desk: Desk, { id, sha256: hash, byteLength, mediaType }: Attachment, owner: Owner): Promise<Answer> {
  const metadata = Object.entries({ attachmentId: id, ...owner, sha256: hash, mediaType }).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`);
  return desk.call('POST', '/uploads', { headers: { 'tus-resumable': TUS_VERSION, 'upload-length': String(byteLength), 'upload-metadata': metadata.join(',') } });
}

function piece(desk: Desk, id: string, offset: number, bytes: Uint8Array, checksum = createHash('sha256').update(bytes).digest('base64')): Promise<Answer> {
  return desk.call('PATCH', `/uploads/${id}`, {
    headers: { 'tus-resumable': TUS_VERSION, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), 'upload-checksum': `sha256 ${checksum}` },
    body: bytes,
  });
}

async function offsetOf(desk: Desk, id: string): Promise<number> {
  return Number((await desk.call('HEAD', `/uploads/${id}`)).headers.get('upload-offset'));
}

async function requestWith(desk: Desk, attachments: readonly Attachment[], citizenId?: string): Promise<string> {
  const request = danger(desk, { attachments: [...attachments], ...(citizenId !== undefined && { applicant: { citizenId, displayName: 'TESTARD Élodie' } }) });
  expect((await desk.create(`/requests/${request.id}`, request)).status).toBe(201);
  return request.id;
}

async function citizen(desk: Desk): Promise<string> {
  const known = person();
  await desk.create(`/citizens/${known.id}`, personWrite(known));
  return known.id;
}

async function statesOf(desk: Desk, cursor: string, requestId: string): Promise<unknown> {
  const { items } = await desk.changes(cursor, 'requests,mail-items');
  const record = items.find(({ id }) => id === requestId)?.record;
  return record !== null && record !== undefined && 'attachmentStates' in record ? record.attachmentStates : undefined;
}

test('a file arrives in pieces, goes on after a cut, and counts only once its SHA-256 is the declared one', async () => {
  const desk = await enrolDesk();
  const bytes = randomBytes(150_000);
  const attachment = file(bytes);
  const requestId = newId();
  expect(codeOf(await create(desk, attachment, { requestId }))).toBe('dependency-missing');
  const request = danger(desk, { id: requestId, attachments: [attachment] });
  await desk.create(`/requests/${requestId}`, request);
  const { cursor } = await desk.changes();
  const created = [await create(desk, attachment, { requestId }), await create(desk, attachment, { requestId })];
  expect(created.map(({ status, headers }) => [status, headers.get('upload-offset')])).toEqual([[201, '0'], [201, '0']]);
  const first = bytes.subarray(0, 100_000);
  const answers = [await piece(desk, attachment.id, 0, first), await piece(desk, attachment.id, 0, first), await piece(desk, attachment.id, 100_000, bytes.subarray(100_000), 'AAAA')];
  expect(answers.map(({ status }) => status)).toEqual([204, 409, 460]);
  expect(await offsetOf(desk, attachment.id)).toBe(100_000);
  expect((await piece(desk, attachment.id, 100_000, bytes.subarray(100_000))).headers.get('upload-offset')).toBe('150000');
  expect(await statesOf(desk, cursor, requestId)).toEqual([{ id: attachment.id, verified: true }]);
});

test('upload cut at 99 %: at most one piece is sent again, and every byte is right', async () => {
  const desk = await enrolDesk();
  const bytes = randomBytes(400_000);
  const attachment = file(bytes);
  const requestId = await requestWith(desk, [attachment]);
  const { cursor } = await desk.changes('', 'requests');
  await create(desk, attachment, { requestId });
  for (let at = 0; at < 300_000; at += 100_000) await piece(desk, attachment.id, at, bytes.subarray(at, at + 100_000));
  await cutInTheMiddle(desk, attachment.id, 300_000, bytes.subarray(300_000), 96_000);
  await expect.poll(() => offsetOf(desk, attachment.id), { timeout: 10_000 }).toBe(300_000);
  expect((await piece(desk, attachment.id, 300_000, bytes.subarray(300_000))).status).toBe(204);
  expect(await statesOf(desk, cursor, requestId)).toEqual([{ id: attachment.id, verified: true }]);
});

test('bytes that differ from what was declared are asked for again', async () => {
  const desk = await enrolDesk();
  const attachment = file(randomBytes(1000));
  const requestId = await requestWith(desk, [attachment]);
  await create(desk, attachment, { requestId });
  const answer = await piece(desk, attachment.id, 0, randomBytes(1000));
  expect([codeOf(answer), await offsetOf(desk, attachment.id)]).toEqual(['hash-mismatch', 0]);
});

test('two identical files in one request: both are held, the second without being sent', async () => {
  const desk = await enrolDesk();
  const bytes = randomBytes(5000);
  const [one, two] = [file(bytes), file(bytes)];
  const requestId = await requestWith(desk, [one, two]);
  const { cursor } = await desk.changes('', 'requests');
  await create(desk, one, { requestId });
  await piece(desk, one.id, 0, bytes);
  const second = await create(desk, two, { requestId });
  expect([second.status, second.headers.get('upload-offset'), await offsetOf(desk, two.id)]).toEqual([201, '5000', 5000]);
  expect(await statesOf(desk, cursor, requestId)).toEqual([{ id: one.id, verified: true }, { id: two.id, verified: true }]);
});

test('two identical files sent at the same time are both held', async () => {
  const desk = await enrolDesk();
  const bytes = randomBytes(5000);
  const [one, two] = [file(bytes), file(bytes)];
  const requestId = await requestWith(desk, [one, two]);
  const { cursor } = await desk.changes('', 'requests');
  await Promise.all([one, two].map((each) => create(desk, each, { requestId })));
  const sent = await Promise.all([one, two].map((each) => piece(desk, each.id, 0, bytes)));
  expect([sent.map(({ status }) => status), await statesOf(desk, cursor, requestId)]).toEqual([[204, 204], [{ id: one.id, verified: true }, { id: two.id, verified: true }]]);
});

test('a person’s file is sent once, for whatever request; somebody else’s is never known', async () => {
  const desk = await enrolDesk();
  const [mine, theirs] = [await citizen(desk), await citizen(desk)];
  const bytes = randomBytes(5000);
  const [first, later, other, probe] = [file(bytes), file(bytes), file(bytes), file(bytes)];
  const requestId = await requestWith(desk, [first], mine);
  await create(desk, first, { requestId, citizenId: mine });
  await piece(desk, first.id, 0, bytes);
  const again = await create(desk, later, { requestId: await requestWith(desk, [later], mine), citizenId: mine });
  const foreign = await create(desk, other, { requestId: await requestWith(desk, [other], theirs), citizenId: theirs });
  const probing = await create(desk, probe, { requestId: await requestWith(desk, [probe], theirs), citizenId: mine });
  expect([again.headers.get('upload-offset'), foreign.headers.get('upload-offset'), probing.status, codeOf(probing)]).toEqual(['5000', '0', 422, 'invalid']);
});

test('a file that its request did not announce is not taken, nor another one under its name', async () => {
  const desk = await enrolDesk();
  const attachment = file(randomBytes(10));
  const requestId = await requestWith(desk, [attachment]);
  const stray = await create(desk, file(randomBytes(10)), { requestId });
  const different = await create(desk, { ...file(randomBytes(10)), id: attachment.id }, { requestId });
  const nobody = await create(desk, attachment, {});
  expect([stray, different, nobody].map((answer) => [answer.status, codeOf(answer)])).toEqual([[424, 'dependency-missing'], [409, 'already-exists-different'], [422, 'invalid']]);
});

test('the scan of a letter is a file like any other', async () => {
  const desk = await enrolDesk();
  const bytes = randomBytes(3000);
  const attachment = file(bytes);
  const item = {
    id: newId(), kind: 'simple', receivedOn: '2026-11-25', sender: { kind: 'unknown' }, subject: '', departmentCode: 'CAB', copyTo: [], confidential: true, requestIds: [],
    attachments: [attachment], deskNumber: null, captured: null,
  };
  const { cursor } = await desk.changes('', 'mail-items');
  await desk.create(`/mail-items/${item.id}`, item);
  await create(desk, attachment, { mailItemId: item.id });
  await piece(desk, attachment.id, 0, bytes);
  expect(await statesOf(desk, cursor, item.id)).toEqual([{ id: attachment.id, verified: true }]);
});

test('a stop between the last piece and its check loses nothing: the next question is answered after the check', { timeout: 60_000 }, async () => {
  await withOwnServer({}, async (own) => {
    const desk = await enrolDesk(own);
    const [good, bad] = [randomBytes(2000), randomBytes(2000)];
    const [whole, wrong] = [file(good), file(bad)];
    const requestId = await requestWith(desk, [whole, wrong]);
    const { cursor } = await desk.changes('', 'requests');
    for (const [attachment, bytes] of [[whole, good], [wrong, bad]] as const) {
      await create(desk, attachment, { requestId });
      await piece(desk, attachment.id, 0, bytes.subarray(0, 1000));
    }
    const onDisk = (id: string): string => path.join(own.uploadsDir, `${sha256(Buffer.from(id))}.bin`);
    appendFileSync(onDisk(whole.id), good.subarray(1000));
    appendFileSync(onDisk(wrong.id), randomBytes(1000));
    await own.restart();
    expect([await offsetOf(desk, whole.id), await offsetOf(desk, wrong.id)]).toEqual([2000, 0]);
    expect(await statesOf(desk, cursor, requestId)).toEqual([{ id: whole.id, verified: true }, { id: wrong.id, verified: false }]);
  });
});

/** Promises all of a piece, sends some of it, and pulls the cable. */
async function cutInTheMiddle(desk: Desk, id: string, offset: number, bytes: Uint8Array, sent: number): Promise<void> {
  const { port } = new URL(desk.server.url);
  const socket = net.connect(Number(port), '127.0.0.1');
  const head = [`PATCH /v1/uploads/${id} HTTP/1.1`, 'host: grc', `authorization: Bearer ${desk.credential}`, 'content-type: application/offset+octet-stream', `upload-offset: ${offset}`, `content-length: ${bytes.length}`, '', ''];
  await new Promise<void>((resolve) => socket.write(head.join('\r\n'), () => resolve()));
  await new Promise<void>((resolve) => socket.write(bytes.subarray(0, sent), () => resolve()));
  await new Promise<void>((resolve) => socket.once('close', () => resolve()).destroy());
}
