import { expect, test } from 'vitest';
import { enrolDesk, newId } from './client.ts';
import { danger } from './fixtures.ts';

test('a form that the procedure refuses is refused here too, with its field and a French sentence', async () => {
  const desk = await enrolDesk();
  const request = danger(desk, { form: { kind: 'tree' } });
  const answer = await desk.create(`/requests/${request.id}`, request);
  expect([answer.status, answer.body]).toEqual([422, expect.objectContaining({ fieldPath: 'form.place', messageFr: 'Renseignez « Lieu ».', retryable: false })]);
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
  expect(record).toMatchObject({ status: 'withdrawn', amendments: [{ kind: 'void', by: 'Sophie Marchand' }] });
});
