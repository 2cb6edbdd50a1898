import { expect, test } from 'vitest';
import { enrolDesk } from './client.ts';
import { codeOf, danger, person, personWrite } from './fixtures.ts';

test('what is written is in the changes once, after the cursor, with its number', async () => {
  const desk = await enrolDesk();
  const { cursor } = await desk.changes();
  const citizen = person();
  const request = danger(desk, { applicant: { citizenId: citizen.id, displayName: 'TESTARD Élodie' } });
  await desk.create(`/citizens/${citizen.id}`, personWrite(citizen));
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
  const desks = await Promise.all(Array.from({ length: 8 }, () => enrolDesk()));
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
