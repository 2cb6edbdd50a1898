import { expect, test } from 'vitest';
import { relationsSchema } from '#shared/contracts/grc-api/people.ts';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import type { Relation } from '#shared/domain/citizen/relation.ts';
import { clerkOf, enrolDesk, newId, type Answer, type Desk } from './client.ts';
import { codeOf, person, personWrite, SOPHIE } from './fixtures.ts';

async function family(desk: Desk): Promise<readonly [Citizen, Citizen, Citizen]> {
  const householdId = newId();
  const people = [
    person({ birthName: 'AUBIER', firstNames: 'Mère', birthDate: '1984-01-02', householdId }),
    person({ birthName: 'AUBIER', firstNames: 'Fille', householdId }),
    person({ birthName: 'ZELLER', firstNames: 'Tante' }),
  ] as const;
  for (const citizen of people) await desk.create(`/citizens/${citizen.id}`, personWrite(citizen));
  return people;
}

function put(desk: Desk, relation: Relation, header: Record<string, string>, of = relation.citizenId): Promise<Answer> {
  return desk.call('PUT', `/citizens/${of}/relations/${relation.id}`, { headers: { 'idempotency-key': newId(), ...header }, body: { relation, captured: null } });
}
const NEW = { 'if-none-match': '*' };

test('who lives together and who acts for whom is told from both sides, and audited', async () => {
  const desk = await enrolDesk();
  const token = await clerkOf(desk, SOPHIE);
  const [mother, daughter, aunt] = await family(desk);
  const parent: Relation = { id: newId(), kind: 'parent', citizenId: mother.id, otherId: daughter.id };
  const mandate: Relation = { id: newId(), kind: 'mandate', citizenId: aunt.id, otherId: mother.id, procedureCodes: ['canteen'], validUntil: '2027-08-31', proof: 'Procuration écrite' };
  expect([(await put(desk, parent, NEW)).status, (await put(desk, mandate, NEW)).status]).toEqual([201, 201]);
  const read = async (id: string) => relationsSchema.parse((await desk.call('GET', `/citizens/${id}/relations`, { bearer: token })).body);
  const shown = (citizen: Citizen) => ({ citizenId: citizen.id, displayName: expect.stringContaining(citizen.birthName), birthDate: citizen.birthDate ?? null });
  expect(await read(mother.id)).toEqual({
    household: [shown(daughter)],
    relations: [
      { relation: { ...mandate, rev: 1 }, other: shown(aunt) },
      { relation: { ...parent, rev: 1 }, other: shown(daughter) },
    ],
  });
  expect(await read(aunt.id)).toEqual({ household: [], relations: [{ relation: { ...mandate, rev: 1 }, other: shown(mother) }] });
});

test('a relation is ended on the version that was seen, stays, and is in the changes', async () => {
  const desk = await enrolDesk();
  const [mother, , aunt] = await family(desk);
  const { cursor } = await desk.changes('', 'relations');
  const mandate: Relation = { id: newId(), kind: 'mandate', citizenId: aunt.id, otherId: mother.id };
  await put(desk, mandate, NEW);
  const ended = { ...mandate, endedOn: '2026-11-25' };
  const blind = await put(desk, ended, {});
  const done = await put(desk, ended, { 'if-match': '"1"' });
  const stale = await put(desk, { ...mandate, endedOn: '2026-11-26' }, { 'if-match': '"1"' });
  expect([blind.status, done.status, (done.body as { rev: number }).rev, stale.status, (stale.body as { current: unknown }).current]).toEqual([428, 201, 2, 412, { ...ended, rev: 2 }]);
  const { items } = await desk.changes(cursor, 'relations');
  expect(items.filter(({ id }) => id === mandate.id).map(({ record }) => record)).toEqual([{ ...ended, rev: 2 }]);
});

test('a relation of people who are not here yet waits, and one that makes no sense is refused', async () => {
  const desk = await enrolDesk();
  const [mother, daughter, aunt] = await family(desk);
  const relation: Relation = { id: newId(), kind: 'spouse', citizenId: mother.id, otherId: newId() };
  const early = await put(desk, relation, NEW);
  const oneself = await put(desk, { ...relation, otherId: mother.id }, NEW);
  const foreign = await put(desk, { ...relation, otherId: daughter.id }, NEW, aunt.id);
  expect([early, oneself, foreign].map((answer) => [answer.status, codeOf(answer)])).toEqual([[424, 'dependency-missing'], [422, 'invalid'], [422, 'invalid']]);
});

test('a clerk says that two records are one person; nothing is merged by that', async () => {
  const desk = await enrolDesk();
  const token = await clerkOf(desk, SOPHIE);
  const [mother, , aunt] = await family(desk);
  const mergeRequest = { id: newId(), citizenId: mother.id, otherIds: [aunt.id], reason: 'Même date de naissance, même téléphone' };
  const asked = await desk.append(`/citizens/${mother.id}/merge-requests`, { mergeRequest, captured: null });
  const oneself = await desk.append(`/citizens/${mother.id}/merge-requests`, { mergeRequest: { ...mergeRequest, id: newId(), otherIds: [mother.id] }, captured: null });
  const early = await desk.append(`/citizens/${mother.id}/merge-requests`, { mergeRequest: { ...mergeRequest, id: newId(), otherIds: [newId()] }, captured: null });
  expect([asked.status, (asked.body as { id: string }).id, oneself.status, early.status]).toEqual([201, mergeRequest.id, 422, 424]);
  expect((await desk.call('GET', `/citizens/${aunt.id}`, { bearer: token })).status).toBe(200);
});
