import { expect, test } from 'vitest';
import { requestMatchesSchema } from '#shared/contracts/grc-api/lookup.ts';
import { formatDeskNumber } from '#shared/domain/desk/desk-number.ts';
import { clerkOf, enrolDesk, enrolNewDesk, newId } from './client.ts';
import { danger, person, personWrite, SOPHIE } from './fixtures.ts';

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

test('a request that was settled is amended only by who saw it so', async () => {
  const desk = await enrolDesk();
  const { items } = await desk.changes(undefined, 'requests');
  const settled = items.flatMap(({ topic, record }) => (topic === 'requests' && record?.status === 'granted' ? [record] : []))[0];
  if (settled === undefined) throw new Error('the demo town has granted requests');
  const amend = (more: object) => {
    const id = newId();
    return desk.create(`/requests/${settled.id}/amendments/${id}`, { amendment: { id, kind: 'correction', changes: [], ...more }, captured: danger(desk).captured }, id);
  };
  const [unseen, voided, seen] = [await amend({ seenStatus: 'received' }), await amend({ kind: 'void' }), await amend({ seenStatus: 'granted' })];
  expect([unseen, voided].map(({ status, body }) => [status, (body as { fieldPath: string }).fieldPath, (body as { current: { status: string } }).current.status])).toEqual([
    [412, 'status', 'granted'],
    [412, 'status', 'granted'],
  ]);
  expect(seen.status).toBe(201);
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

test('an amendment that comes again under another key changes nothing, and another content under its id is refused', async () => {
  const desk = await enrolDesk();
  const request = danger(desk);
  await desk.create(`/requests/${request.id}`, request);
  const amendment = { id: newId(), kind: 'complement', changes: [{ field: 'note', before: null, after: 'Arbre penché' }] };
  const send = (over = {}) => desk.create(`/requests/${request.id}/amendments/${amendment.id}`, { amendment: { ...amendment, ...over }, captured: request.captured });
  const answers = [await send(), await send(), await send({ reason: 'autre' })];
  expect(answers.map((answer) => [answer.status, (answer.body as { rev?: number }).rev])).toEqual([[201, 2], [200, 2], [409, undefined]]);
});

test('a request is found by every number on its papers, whatever the separators, and by its people', async () => {
  const desk = await enrolNewDesk();
  const token = await clerkOf(desk, SOPHIE);
  const citizen = person();
  await desk.create(`/citizens/${citizen.id}`, personWrite(citizen));
  const deskNumber = formatDeskNumber({ year: 2026, site: desk.site, desk: desk.desk, sequence: 12 });
  const request = danger(desk, { deskNumber, channel: 'web', applicant: { citizenId: citizen.id, displayName: 'TESTARD Élodie' } });
  const { grcNumber = '' } = (await desk.create(`/requests/${request.id}`, request)).body as { grcNumber?: string };
  const find = async (search: unknown) => {
    const answer = await desk.call('POST', '/requests/search', { bearer: token, body: search });
    return requestMatchesSchema.parse(answer.body).items.map(({ id }) => id);
  };
  const typed = [deskNumber, deskNumber.replaceAll('-', ''), deskNumber.replaceAll('-', ' '), grcNumber, grcNumber.toLowerCase().replaceAll('-', ' '), request.trackingToken, request.id];
  for (const number of typed) expect([number, await find({ number })]).toEqual([number, [request.id]]);
  expect(await find({ citizenId: citizen.id })).toEqual([request.id]);
  expect(await find({ citizenId: citizen.id, status: ['closed'] })).toEqual([]);
  expect(await find({ number: 'D-1999-000001' })).toEqual([]);
  expect((await desk.call('POST', '/requests/search', { bearer: token, body: { status: ['received'] } })).status).toBe(422);
});

test('a social security number in free text is refused, wherever it is', async () => {
  const desk = await enrolDesk();
  const [note, form] = [danger(desk, { note: 'NIR 1 84 12 76 451 089 46' }), danger(desk, { form: { place: '184127645108946', kind: 'tree' } })];
  const answers = [await desk.create(`/requests/${note.id}`, note), await desk.create(`/requests/${form.id}`, form)];
  expect(answers.map(({ status, body }) => [status, (body as { code: string; fieldPath: string }).code, (body as { fieldPath: string }).fieldPath])).toEqual([[422, 'nir', 'note'], [422, 'nir', 'form.place']]);
});

test('a person named by an amendment is a party of the request from then on', async () => {
  const desk = await enrolDesk();
  const token = await clerkOf(desk, SOPHIE);
  const citizen = person();
  const request = danger(desk);
  await desk.create(`/requests/${request.id}`, request);
  const applicant = { citizenId: citizen.id, displayName: 'TESTARD Élodie' };
  const amendment = { id: newId(), kind: 'complement', changes: [{ field: 'applicant', before: null, after: applicant }] };
  const send = () => desk.create(`/requests/${request.id}/amendments/${amendment.id}`, { amendment, captured: request.captured });
  const early = await send();
  await desk.create(`/citizens/${citizen.id}`, personWrite(citizen));
  const done = await send();
  const found = await desk.call('POST', '/requests/search', { bearer: token, body: { citizenId: citizen.id } });
  expect([early.status, done.status, requestMatchesSchema.parse(found.body).items.map(({ id }) => id)]).toEqual([424, 201, [request.id]]);
});
