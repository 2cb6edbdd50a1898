import { expect, test } from 'vitest';
import type { CitizenMatch } from '#shared/contracts/grc-api/lookup.ts';
import { formatDeskNumber } from '#shared/domain/desk/desk-number.ts';
import { localDay } from '#shared/lib/dates.ts';
import { clerkOf, enrolDesk, enrolNewDesk, newId, type Desk } from './client.ts';
import { danger, person, personWrite, SOPHIE } from './fixtures.ts';

/** Names that no other test or seed holds. */
const PEOPLE = [
  person({ birthName: 'LE GŒLLO-ÇEVIK', usedName: 'D’ORTHÉZAN', firstNames: 'Anaëlle Marie', birthDate: '1984-02-29', phones: ['+33639985501'], emails: ['anaelle.gc@exemple.example'] }),
  person({ birthName: 'ORTHÉZANDO', firstNames: 'Quentin', birthDate: '1991', phones: ['+4915112345678'], emails: [] }),
];

async function search(desk: Desk, token: string, text: string, limit = 20): Promise<{ readonly items: readonly CitizenMatch[]; readonly more: boolean }> {
  const answer = await desk.call('POST', '/citizens/search', { bearer: token, body: { text, limit } });
  expect(answer.status).toBe(200);
  return answer.body as { items: CitizenMatch[]; more: boolean };
}

async function town(): Promise<{ readonly desk: Desk; readonly token: string }> {
  const desk = await enrolDesk();
  for (const citizen of PEOPLE) await desk.call('PUT', `/citizens/${citizen.id}`, { headers: { 'idempotency-key': citizen.id, 'if-none-match': '*' }, body: personWrite(citizen) });
  return { desk, token: await clerkOf(desk, SOPHIE) };
}

test.each([
  ['le goello', [['le', 'birth-name'], ['goello', 'birth-name']]],
  ['CEVIK anaelle', [['CEVIK', 'birth-name'], ['anaelle', 'first-name']]],
  ["d'orthezan anaë", [["d'orthezan", 'used-name'], ['anaë', 'first-name']]],
  ['çevik 1984', [['çevik', 'birth-name'], ['1984', 'birth-date']]],
  ['goello 29/02/1984', [['29/02/1984', 'birth-date'], ['goello', 'birth-name']]],
  ['goello 29021984', [['goello', 'birth-name'], ['29021984', 'birth-date']]],
  ['06 39 98 55 01', [['06 39 98 55 01', 'phone']]],
  ['06.39.98.55.01', [['06.39.98.55.01', 'phone']]],
  ['+33 6 39 98 55 01', [['+33 6 39 98 55 01', 'phone']]],
  ['0033639985501', [['0033639985501', 'phone']]],
  ['anaelle.gc@exemple.example', [['anaelle.gc@exemple.example', 'email']]],
])('« %s » finds the person and says why', async (text, why) => {
  const { desk, token } = await town();
  const { items } = await search(desk, token, text);
  const found = items.find(({ citizen }) => citizen.id === PEOPLE[0]?.id);
  expect(found?.matches.map(({ part, reason }) => [part, reason])).toEqual(why);
});

test.each([
  ['a letter replaced', 'orthezanto'],
  ['a letter missing', 'ortezando'],
  ['two letters exchanged', 'orthzeando'],
  ['the second and third letters exchanged', 'otrhezando'],
  ['a letter added', 'ortthezando'],
  ['two slips', 'ortezandou'],
  ['the first letter wrong', 'arthezando'],
])('a name with a slip still finds the person, and says that it is only like it: %s', async (_slip, text) => {
  const { desk, token } = await town();
  const { items } = await search(desk, token, `${text} quentin`);
  const found = items.find(({ citizen }) => citizen.id === PEOPLE[1]?.id);
  expect(found?.matches).toEqual([
    { part: text, reason: 'similar-name' },
    { part: 'quentin', reason: 'first-name' },
  ]);
});

test('those who fit come before those who are only alike', async () => {
  const { desk, token } = await town();
  const { items } = await search(desk, token, 'orthezand');
  expect(items.map(({ citizen, matches }) => [citizen.birthName, matches[0]?.reason])).toEqual([
    ['ORTHÉZANDO', 'birth-name'],
    ['LE GŒLLO-ÇEVIK', 'similar-name'],
  ]);
});

test('what LIKE would read as a pattern is only text', async () => {
  const { desk, token } = await town();
  expect((await search(desk, token, 'zz%%z')).items).toEqual([]);
  expect((await search(desk, token, 'a_bc@%')).items).toEqual([]);
});

test('a search says that there are more people, and has no next page', async () => {
  const { desk, token } = await town();
  const { items, more } = await search(desk, token, 'mar', 3);
  expect([items.length, more]).toEqual([3, true]);
});

test('what was looked up says until when it may be kept, and what is synced does not', async () => {
  const { desk, token } = await town();
  const id = PEOPLE[0]?.id ?? '';
  const me = (await desk.call('GET', '/me', { bearer: token })).body as { policy: { lookedUpDays: number } };
  const until = localDay(Date.now() + me.policy.lookedUpDays * 86_400_000, 'Europe/Paris');
  const [match] = (await search(desk, token, 'goello')).items;
  const read = await desk.call('GET', `/citizens/${id}`, { bearer: token });
  const { items } = await desk.changes('', 'citizens');
  expect([match?.citizen.retention, (read.body as { retention: unknown }).retention, items.find((item) => item.id === id)?.record]).toEqual([until, until, expect.objectContaining({ retention: null })]);
});

test('the number of a request finds the people it names', async () => {
  const { token } = await town();
  const desk = await enrolNewDesk();
  const deskNumber = formatDeskNumber({ year: 2026, site: desk.site, desk: desk.desk, sequence: 7 });
  const request = danger(desk, { deskNumber, applicant: { citizenId: PEOPLE[0]?.id ?? '', displayName: 'x' } });
  const { grcNumber } = (await desk.create(`/requests/${request.id}`, request)).body as { grcNumber: string };
  const found = await Promise.all([deskNumber, deskNumber.replaceAll('-', ''), grcNumber].map((text) => search(desk, token, text)));
  expect(found.map(({ items }) => items.map(({ citizen, matches }) => [citizen.id, matches[0]?.reason]))).toEqual(found.map(() => [[PEOPLE[0]?.id, 'request-number']]));
});

test('an amended person keeps their history, which desks read, and no other field can be amended', async () => {
  const desk = await enrolDesk();
  const { cursor } = await desk.changes();
  const citizen = person({ usedName: 'DURAND' });
  await desk.create(`/citizens/${citizen.id}`, personWrite(citizen));
  const { captured } = danger(desk);
  const amend = (field: string, before: unknown, after: unknown, key = newId()) =>
    desk.create(`/citizens/${citizen.id}/amendments/${key}`, { amendment: { id: key, kind: 'correction', changes: [{ field, before, after }] }, captured }, key);
  const key = newId();
  const first = await amend('usedName', 'DURAND', 'PETIT', key);
  const again = await amend('usedName', 'DURAND', 'PETIT', key);
  const stale = await amend('usedName', 'DURAND', 'GRAND');
  const history = await amend('amendments', [], []);
  expect([first.status, again.status, stale.status, history.status]).toEqual([201, 200, 412, 422]);
  const kept = { id: key, kind: 'correction', changes: [{ field: 'usedName', before: 'DURAND', after: 'PETIT' }], at: captured?.at, by: captured?.clerk.name };
  const record = { ...citizen, usedName: 'PETIT', amendments: [kept], rev: 2 };
  expect((stale.body as { current: unknown }).current).toEqual(record);
  const { items } = await desk.changes(cursor, 'citizens');
  expect(items.find(({ id }) => id === citizen.id)?.record).toEqual({ ...record, retention: null });
});
