import { expect, test } from 'vitest';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import { operationsOf } from './operations-of.ts';
import { amendment, citizen, correction, id, settingAside, visit } from './testing/sealed.ts';
import { World } from './testing/world.ts';

const HOUR = 3_600_000;
const person = id(1, 'c');
const theirs = '+33699999999';
const mine = '+33612121212';

/** A desk that knows a person, while the town hall goes on without it. */
async function deskAndPerson(change: Partial<Citizen> = {}): Promise<World> {
  const world = new World();
  await world.cache.project(visit(1, { citizens: [citizen(1, change)], applicant: person }));
  world.engine.start();
  await world.pass(1000);
  return world;
}

test('another field of the same person merges by itself, under the same key, and both are in the history', async () => {
  const world = await deskAndPerson();
  world.grc.correct(person, 'usedName', 'PETIT', 'Karim');
  await world.cache.project(correction(2, 1, [{ field: 'birthDate', before: null, after: '1984-03-12' }]));
  world.engine.poke();
  await world.pass(HOUR);
  expect(await world.cache.citizen(person)).toMatchObject({ usedName: 'PETIT', birthDate: '1984-03-12', amendments: [{ by: 'Karim' }, { id: id(2, 'b'), by: 'Jeanne Roux' }] });
});

test('phones of both sides are kept; the journal knows the new changes before they leave', async () => {
  const world = await deskAndPerson();
  world.grc.correct(person, 'phones', [theirs], 'Karim');
  await world.cache.project(correction(2, 1, [{ field: 'phones', before: [], after: [mine] }]));
  world.engine.poke();
  await world.pass(HOUR);
  expect([world.grc.citizens.get(person)?.phones, world.report.toHandle]).toEqual([[theirs, mine], 0]);
  const changes = [{ field: 'phones', before: [theirs], after: [theirs, mine] }];
  expect(world.acknowledged.filter(({ opId }) => opId === id(2, 'b'))).toEqual([
    { opId: id(2, 'b'), outcome: 'rebased', grcNumber: null, code: null, changes },
    { opId: id(2, 'b'), outcome: 'accepted', grcNumber: null, code: null },
  ].map((told) => ({ ...told, grcNumber: told.outcome === 'accepted' ? expect.any(String) as string : null })));
});

test('a desk that lost its cache after the merge was accepted sends the same body again, and nothing is doubled', async () => {
  const world = await deskAndPerson();
  world.grc.correct(person, 'phones', [theirs], 'Karim');
  const sealed = correction(2, 1, [{ field: 'phones', before: [], after: [mine] }]);
  await world.cache.project(sealed);
  world.engine.poke();
  await world.pass(HOUR);
  world.grc.correct(person, 'phones', [theirs], 'Karim');
  const changes = world.acknowledged.find(({ outcome }) => outcome === 'rebased')?.changes ?? [];
  const again = new World();
  await again.cache.project(sealed, new Set(), new Map([[id(2, 'b'), changes]]));
  const [entry] = await again.cache.storage.queuedBeyond(new Set());
  expect(entry && world.grc.write(entry.operation).status).toBe(200);
  expect(world.grc.citizens.get(person)?.phones).toEqual([theirs]);
});

test('the same field goes to a clerk with the GRC’s record, and what follows for that person waits', async () => {
  const world = await deskAndPerson({ usedName: 'DURAND' });
  world.grc.correct(person, 'usedName', 'PETIT', 'Karim');
  await world.cache.project(correction(2, 1, [{ field: 'usedName', before: 'DURAND', after: 'GRAND' }]));
  await world.cache.project(correction(3, 1, [{ field: 'birthPlace', before: null, after: 'Lyon' }]));
  world.engine.poke();
  await world.pass(HOUR);
  const [ticket] = await world.cache.storage.queuedBeyond(new Set());
  expect([world.report.toHandle, ticket?.state]).toMatchObject([2, { kind: 'parked', code: 'stale-field', current: { usedName: 'PETIT' } }]);
  expect(world.grc.citizens.get(person)).toMatchObject({ usedName: 'PETIT' });
});

test('an answer leaves in place of what it answers, and the desk has nothing more to handle', async () => {
  const world = await deskAndPerson({ usedName: 'DURAND' });
  world.grc.correct(person, 'usedName', 'PETIT', 'Karim');
  await world.cache.project(correction(2, 1, [{ field: 'usedName', before: 'DURAND', after: 'GRAND' }]));
  await world.cache.project(correction(3, 1, [{ field: 'birthPlace', before: null, after: 'Lyon' }]));
  world.engine.poke();
  await world.pass(HOUR);
  const answer = [{ field: 'usedName', before: 'PETIT', after: 'GRAND' }, { field: 'birthPlace', before: null, after: 'Lyon' }];
  await world.cache.project(correction(4, 1, answer, [id(2, 'b'), id(3, 'b')]));
  world.engine.poke();
  await world.pass(HOUR);
  expect([world.report.state.phase, world.report.toHandle, world.grc.effects.slice(-1)]).toEqual(['up-to-date', 0, [id(4, 'b')]]);
  expect(await world.cache.citizen(person)).toMatchObject({ usedName: 'GRAND', birthPlace: 'Lyon' });
});

test('an edit of a person who is no more goes to a clerk, and can be set aside', async () => {
  const world = await deskAndPerson();
  world.grc.remove(person);
  await world.cache.project(correction(2, 1, [{ field: 'birthPlace', before: null, after: 'Lyon' }]));
  world.engine.poke();
  await world.pass(HOUR);
  expect(world.report.toHandle).toBe(1);
  await world.cache.project(settingAside(3, [id(2, 'b')]));
  world.engine.poke();
  await world.pass(1000);
  expect([world.report.state.phase, world.report.toHandle]).toEqual(['up-to-date', 0]);
});

test('an edit of an open demande that was granted meanwhile goes to a clerk', async () => {
  const world = await deskAndPerson();
  world.grc.moveOn(id(1, 'e'), 'granted');
  await world.cache.project(amendment(2, 1, { seenStatus: 'received', changes: [{ field: 'note', before: null, after: 'Portail bleu' }] }));
  world.engine.poke();
  await world.pass(HOUR);
  const [ticket] = await world.cache.storage.queuedBeyond(new Set());
  expect(ticket?.state).toMatchObject({ kind: 'parked', code: 'stale-field', current: { status: 'granted' } });
});

test('an earlier body that comes late and has its effect after all is no second effect and no work for a clerk', async () => {
  const world = await deskAndPerson({ phones: [] });
  const sealed = correction(2, 1, [{ field: 'phones', before: [], after: [mine] }]);
  const [first] = operationsOf(sealed);
  world.grc.correct(person, 'phones', [theirs], 'Karim');
  await world.cache.project(sealed);
  const { correct } = world.grc;
  world.engine.poke();
  // Refused, rebased; before the new body leaves, the town hall takes its change back and the first body comes again.
  const { acknowledge } = { acknowledge: world.acknowledged.push.bind(world.acknowledged) };
  world.acknowledged.push = (told) => {
    if (told.outcome === 'rebased' && first) {
      correct.call(world.grc, person, 'phones', [], 'Karim');
      world.grc.write(first);
    }
    return acknowledge(told);
  };
  await world.pass(HOUR);
  expect([world.grc.effects.filter((opId) => opId === id(2, 'b')), world.report.toHandle, world.grc.citizens.get(person)?.phones]).toEqual([[id(2, 'b')], 0, [mine]]);
});

test('a GRC that refuses the same changes as stale for ever is not asked for ever', async () => {
  const world = await deskAndPerson({ usedName: 'DURAND' });
  await world.cache.project(correction(2, 1, [{ field: 'usedName', before: 'Durand', after: 'DURAND' }]));
  const sentBefore = world.sent.length;
  world.grc.write = () => ({ status: 412, gateway: null, retryAfterMs: null, body: { type: 'about:blank', title: 'stale', status: 412, code: 'stale-field', messageFr: 'Changé.', retryable: false, current: { usedName: 'DURAND' } } });
  world.engine.poke();
  await world.pass(HOUR);
  expect([world.sent.length - sentBefore, world.report.toHandle]).toEqual([2, 1]);
});
