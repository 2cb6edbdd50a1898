import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { enrolDesk, newId } from './client.ts';
import { codeOf, danger } from './fixtures.ts';

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
