import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, clerkOf, enrolDesk, newId, type Desk } from './client.ts';
import { codeOf, danger, HELENE, KARIM, person, personWrite, SOPHIE } from './fixtures.ts';
import { onPostgres, ownStorage, type OwnProcess } from './own-process.ts';

// A server of its own: limits count what its address does, and a clerk who is blocked is missed elsewhere.
const storage = await ownStorage();
let grc: OwnProcess;
let desk: Desk;
beforeAll(async () => {
  grc = await storage.start();
  desk = await enrolDesk(grc);
});
afterAll(storage.remove);

const search = (bearer: string, text: string, limit?: number) => desk.call('POST', '/citizens/search', { bearer, body: { text, ...(limit !== undefined && { limit }) } });

test('an answer is framed by nobody, kept by no cache, runs nothing and tells no other site', async () => {
  const { headers } = await desk.call('GET', '/capabilities');
  expect(Object.fromEntries([...headers].filter(([name]) => !['date', 'content-length', 'connection', 'keep-alive'].includes(name)))).toEqual({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    'content-type': 'application/json',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-download-options': 'noopen',
    'x-frame-options': 'DENY',
    'x-permitted-cross-domain-policies': 'none',
    'x-xss-protection': '0',
  });
});

test('a body larger than a record may be is refused, and the connection serves on', async () => {
  const big = { text: 'x'.repeat(1024 * 1024) };
  const declared = await desk.call('PUT', `/requests/${newId()}`, { headers: { 'idempotency-key': newId() }, body: big });
  // Said beforehand or not; one that is not may find the connection closed instead of the answer.
  const streamed = await fetch(`${grc.direct}/v1/requests/${newId()}`, {
    method: 'PUT',
    headers: { 'authorization': `Bearer ${desk.credential}`, 'content-type': 'application/json', 'idempotency-key': newId() },
    body: new Blob([JSON.stringify(big)]).stream(),
    duplex: 'half',
  } as RequestInit).then(({ status }) => status, () => 413);
  expect([declared.status, codeOf(declared), declared.headers.get('connection'), streamed]).toEqual([413, 'too-large', 'keep-alive', 413]);
});

test('many PINs tried at once are as few as if tried one by one', async () => {
  const began = Date.now();
  const tries = await Promise.all(Array.from({ length: 30 }, (_, n) => desk.call('POST', '/sessions', { body: { clerkId: KARIM.id, pin: String(5000 + n) } })));
  const judged = tries.filter((answer) => codeOf(answer) === 'wrong-pin').length;
  // After the fifth, one more for each delay that this machine was slow enough to sit out.
  const satOut = Math.floor((Date.now() - began) / 1000);
  expect([judged >= 5, judged <= 5 + satOut, tries.filter((answer) => codeOf(answer) === 'too-many-tries').length]).toEqual([true, true, 30 - judged]);
  const right = await desk.call('POST', '/sessions', { body: { clerkId: KARIM.id, pin: KARIM.pin } });
  expect([right.status, Number(right.headers.get('retry-after')) >= 1]).toEqual([429, true]);
});

test.each(['ab', 'é!', '1984', '12 34', '%%%', '___', ' a  b '])('a search for « %s » would list the town, and is refused with a sentence', async (text) => {
  const answer = await search(await clerkOf(desk, HELENE), text);
  expect([answer.status, answer.body]).toEqual([422, expect.objectContaining({ fieldPath: 'text', messageFr: 'Tapez au moins trois lettres d’un nom, un téléphone ou une date de naissance entière.' })]);
});

test('a search shows 50 people at most, and what looks like a wildcard finds nobody', async () => {
  const token = await clerkOf(desk, HELENE);
  const [tooMany, wildcard] = [await search(token, 'martin', 51), await search(token, 'mar%t%')];
  expect([tooMany.status, wildcard.status, (wildcard.body as { items: unknown[] }).items]).toEqual([422, 200, []]);
});

test('a clerk who searches as a machine would is told to wait, and the others go on', async () => {
  const [machine, other] = [await clerkOf(desk, SOPHIE), await clerkOf(desk, HELENE)];
  const answers = await Promise.all(Array.from({ length: 70 }, (_, n) => search(machine, `zzz${n}`)));
  const refused = answers.filter(({ status }) => status === 429);
  expect([answers.filter(({ status }) => status === 200).length, refused.length, refused.map(codeOf)[0]]).toEqual([60, 10, 'too-many-calls']);
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await search(other, 'zzz')).status).toBe(200);
});

test('an address that proves nothing is told to wait, while a desk behind the same address works on', async () => {
  const answers = await Promise.all(Array.from({ length: 305 }, () => call('GET', '/changes', 'nonsense', {}, undefined, grc)));
  const statuses = answers.map(({ status }) => status);
  expect([statuses.filter((status) => status === 401).length, statuses.filter((status) => status === 429).length >= 5]).toEqual([statuses.length - statuses.filter((status) => status === 429).length, true]);
  expect((await desk.call('GET', '/capabilities')).status).toBe(200);
});

test('enrolment codes are not guessed: after forty wrong ones from an address no code passes there, on any process', async () => {
  const servers = onPostgres ? [grc, await storage.start()] : [grc];
  const tryCode = (code: string, n: number) => call('PUT', `/desks/${newId()}`, code, {}, { label: '', version: 'test' }, servers[n % servers.length] ?? grc);
  const tries = await Promise.all(Array.from({ length: 60 }, (_, n) => tryCode(`guess-${n}`, n)));
  expect([tries.filter(({ status }) => status === 403).length, tries.filter(({ status }) => status === 429).length]).toEqual([40, 20]);
  const right = await tryCode(grc.enrolmentCode, 0);
  expect([right.status, codeOf(right), Number(right.headers.get('retry-after')) > 60]).toEqual([429, 'too-many-calls', true]);
});

test('every look at a person is kept: which desk, which clerk, when, at whom, and no name', async () => {
  const own = await ownStorage();
  try {
    const running = await own.start();
    const at = await enrolDesk(running);
    const token = await clerkOf(at, SOPHIE);
    const [zoe, leo] = [person({ birthName: 'QUENEAU', firstNames: 'Zoé' }), person({ birthName: 'QUENEAU', firstNames: 'Léo' })];
    for (const each of [zoe, leo]) await at.create(`/citizens/${each.id}`, personWrite(each));
    const request = danger(at, { applicant: { citizenId: zoe.id, displayName: 'QUENEAU Zoé' }, beneficiaries: [{ citizenId: leo.id, displayName: 'QUENEAU Léo' }] });
    await at.create(`/requests/${request.id}`, request);
    const look = (method: string, path: string, body?: unknown) => at.call(method, path, { bearer: token, ...(body !== undefined && { body }) });
    await look('POST', '/citizens/search', { text: 'queneau' });
    await look('POST', '/citizens/search', { text: 'nobody-of-that-name' });
    await look('GET', `/citizens/${zoe.id}`);
    await look('GET', `/citizens/${zoe.id}/documents`);
    await look('GET', `/requests/${request.id}`);
    await look('POST', '/requests/search', { citizenId: leo.id });
    await running.stop();
    const rows = await own.rows('select action, subject_id, clerk_id, desk_id, at from audit');
    expect(rows.map(({ action, subject_id }) => `${String(action)} ${subject_id === zoe.id ? 'Zoé' : subject_id === leo.id ? 'Léo' : String(subject_id)}`).sort()).toEqual([
      'citizen-read Zoé', 'citizens-searched Léo', 'citizens-searched Zoé', 'citizens-searched null', 'documents-read Zoé',
      'request-read Léo', 'request-read Zoé', 'requests-searched Léo', 'requests-searched Zoé',
    ]);
    expect(rows.every((row) => row['clerk_id'] === SOPHIE.id && row['desk_id'] === at.deskId && !Number.isNaN(Date.parse(String(row['at']))))).toBe(true);
    expect(JSON.stringify(rows)).not.toMatch(/queneau|Zoé|Sophie/i);
  } finally {
    await own.remove();
  }
});
