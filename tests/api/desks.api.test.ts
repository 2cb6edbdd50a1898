import { expect, test } from 'vitest';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import { DEMO_CLERKS } from '#electron/embedded-grc/seed/demo-town.ts';
import { call, clerkOf, enrolDesk, enrolNewDesk, newId, server } from './client.ts';
import { codeOf, SOPHIE } from './fixtures.ts';
import { withOwnServer } from './own-server.ts';

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

test('a desk hears the town’s rules when it is enrolled, the same as its clerks; what it may hold is said by who starts the server', async () => {
  await withOwnServer({ cacheScope: 'looked-up' }, async (own) => {
    const desk = await enrolNewDesk(own);
    const me = (await desk.call('GET', '/me', { bearer: await clerkOf(desk, SOPHIE) })).body as { policy: unknown };
    const policy = { idleLockMinutes: 10, cacheScope: 'looked-up', lookedUpDays: 30 };
    expect([desk.policy, me.policy, (await enrolDesk()).policy]).toEqual([policy, policy, { ...policy, cacheScope: 'site' }]);
  });
});

test('every route asks for its credential', async () => {
  const answers = await Promise.all(['/changes', '/clerks', '/me', '/procedures', '/capabilities'].map((path) => fetch(`${server.url}/v1${path}`)));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
});
