import { randomBytes, createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { auditLink } from '#shared/domain/desk/audit-chain.ts';
import { formatDeskNumber } from '#shared/domain/desk/desk-number.ts';
import { enrolmentSchema } from '#shared/contracts/grc-api/wire.ts';
import { requestMatchesSchema } from '#shared/contracts/grc-api/lookup.ts';
import { call, clerkOf, deskOn, newId, server, servers, type Answer, type Desk } from './client.ts';
import { capturedAt, codeOf, danger, NOW, SOPHIE } from './fixtures.ts';

const draw = (): string => randomBytes(16).toString('base64url');
const enrol = (id: string, asked: object = {}, at = server): Promise<Answer> => call('PUT', `/desks/${id}`, at.code, {}, { label: '', version: 'test', ...asked }, at);
const enrolled = async (id: string, asked: object = {}): Promise<Desk> => deskOn(enrolmentSchema.parse((await enrol(id, asked)).body), server);
const present = (desk: Desk, last: string | null, next: string, at = desk.server): Promise<Answer> => deskOn(desk, at).call('POST', `/desks/${desk.deskId}/presentation`, { body: { last, next } });
const said = (answer: Answer): unknown => [answer.status, answer.status === 200 ? undefined : codeOf(answer)];
const CLONED = [409, 'desk-cloned'];
const TAKEN = [200, undefined];

test('of a desk and its copy, the one that comes second is the copy; a repeat after a lost answer is none', async () => {
  const [first, next, copy] = [draw(), draw(), draw()];
  const desk = await enrolled(newId(), { nonce: first });
  const answers = [await present(desk, first, next), await present(desk, first, next), await present(desk, first, copy), await present(desk, next, draw())];
  expect(answers.map(said)).toEqual([TAKEN, TAKEN, CLONED, TAKEN]);
  expect(answers[2]?.body).toMatchObject({ retryable: false, messageFr: expect.stringContaining('copie') });
});

test('a desk enrolled before it had anything to show begins with what it shows first', async () => {
  const desk = await enrolled(newId());
  expect([await present(desk, null, draw()), await present(desk, null, draw())].map(said)).toEqual([TAKEN, CLONED]);
});

test('a desk and its copies that come at once, to several servers, are told apart', async () => {
  const first = draw();
  const desk = await enrolled(newId(), { nonce: first });
  const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => present(desk, first, draw(), servers[n % servers.length])));
  expect(answers.map(said).sort()).toEqual([TAKEN, CLONED, CLONED, CLONED, CLONED, CLONED]);
});

test('a desk that shows itself is told the last number that the GRC holds of it, if any', async () => {
  const desk = await enrolled(newId());
  const [year, nonces] = [Number(NOW.slice(0, 4)), [draw(), draw()]];
  const number = (sequence: number): string => formatDeskNumber({ year, site: desk.site, desk: desk.desk, sequence });
  const told = async (place: number): Promise<unknown> => (await present(desk, nonces[place - 1] ?? null, nonces[place] ?? '')).body;
  const before = await told(0);
  for (const sequence of [12, 9]) {
    const request = danger(desk, { deskNumber: number(sequence) });
    await desk.create(`/requests/${request.id}`, request);
  }
  expect([before, await told(1)]).toMatchObject([{ lastNumber: null }, { lastNumber: number(12) }]);
});

test('only the desk itself shows itself', async () => {
  const desk = await enrolled(newId());
  expect(said(await desk.call('POST', `/desks/${newId()}/presentation`, { body: { last: null, next: draw() } }))).toEqual([403, 'other-desk']);
});

test('a disk copied before its desk was enrolled gives one desk; the answer that was lost is given again', async () => {
  const [id, nonce] = [newId(), draw()];
  const [one, again, copy] = [await enrol(id, { nonce }), await enrol(id, { nonce }), await enrol(id, { nonce: draw() })];
  expect([one.status, (again.body as { desk: string }).desk, said(copy)]).toEqual([201, (one.body as { desk: string }).desk, CLONED]);
});

const pairOf = ({ deskId, site, desk }: Desk) => ({ deskId, site, desk });

test('what went on from another desk gets a pair of its own, or its former one when no desk holds that', async () => {
  const before = await enrolled(newId());
  const copy = await enrolled(newId(), { formerly: pairOf(before) });
  const lost = await enrolled(newId(), { formerly: { deskId: newId(), site: before.site, desk: '88' } });
  expect([copy.desk === before.desk, lost.desk]).toEqual([false, '88']);
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Looks at people, each in its place of a chain, as a desk sends them: one by one, each under its own key. */
function looks(desk: Desk, previous: string | null, count: number): readonly { key: string; body: { previous: string | null; entries: { hash: string }[] } }[] {
  let before = previous;
  return Array.from({ length: count }, () => {
    const entry = { opId: newId(), action: 'citizen-opened', subjectId: newId(), captured: capturedAt(desk) };
    const { hash } = auditLink(entry, before, sha256);
    const look = { key: entry.opId, body: { previous: before, entries: [{ ...entry, hash }] } };
    before = hash;
    return look;
  });
}

test.each(['the original', 'its copy'])('looks that waited on both arrive once, and both chains go on, when %s sends first', async (who) => {
  const original = await enrolled(newId());
  const copy = await enrolled(newId(), { formerly: pairOf(original) });
  const shared = looks(original, null, 3);
  const end = shared[2]?.body.entries[0]?.hash ?? '';
  const own = { original: looks(original, end, 2), copy: [...looks(original, end, 1)] };
  own.copy.push(...looks(copy, own.copy[0]?.body.entries[0]?.hash ?? '', 1));
  const send = async (desk: Desk, list: typeof shared): Promise<number[]> => {
    const statuses = [];
    for (const { key, body } of list) statuses.push((await desk.append('/audit/batches', body, key)).status);
    return statuses;
  };
  const [one, two] = who === 'the original' ? ([original, copy] as const) : ([copy, original] as const);
  const early = await send(one, shared.slice(0, 2));
  const late = await send(two, shared);
  const rest = await send(one, shared.slice(2));
  expect({ early, late, rest, ends: [await send(original, own.original), await send(copy, own.copy)] }).toEqual({
    early: [201, 201], late: [200, 200, 201], rest: [200], ends: [[201, 201], [201, 201]],
  });
  const stranger = await enrolled(newId());
  expect(codeOf(await stranger.append('/audit/batches', looks(original, null, 1)[0]?.body))).toBe('other-desk');
});

test('a number that a desk and its copy both gave is on both demandes, and finds both', async () => {
  const original = await enrolled(newId());
  const deskNumber = formatDeskNumber({ year: 2026, site: original.site, desk: original.desk, sequence: 7 });
  const requests = [danger(original, { deskNumber }), danger(original, { deskNumber })];
  const [mine, its] = requests;
  const sent = async (desk: Desk, request: typeof mine): Promise<unknown> => said(await desk.create(`/requests/${request?.id}`, request, request?.id));
  const before = [await sent(original, mine), await sent(original, its)];
  const copy = await enrolled(newId(), { formerly: pairOf(original) });
  const after = [await sent(copy, its), await sent(copy, its), await sent(copy, mine)];
  expect({ before, after: after.map((answer) => (answer as number[])[0]) }).toEqual({ before: [[201, undefined], [409, 'number-taken']], after: [201, 200, 200] });
  const found = await original.call('POST', '/requests/search', { bearer: await clerkOf(original, SOPHIE), body: { number: deskNumber } });
  expect(requestMatchesSchema.parse(found.body).items.map(({ id }) => id).sort()).toEqual(requests.map(({ id }) => id).sort());
});

test('a copy closes its day of before and its own, and the original closes its own', async () => {
  const original = await enrolled(newId());
  const copy = await enrolled(newId(), { formerly: pairOf(original) });
  const close = async (by: Desk, as: Desk): Promise<unknown> => {
    const id = newId();
    const opened = await by.create(`/desk-days/${id}`, { id, day: '2026-11-24', opened: capturedAt(as) });
    const number = formatDeskNumber({ year: 2026, site: as.site, desk: as.desk, sequence: 3 });
    const closing = { totals: { requests: 0, mailItems: 0, quickAnswers: 0 }, numbers: { first: number, last: number }, voided: [], captured: capturedAt(as) };
    const closed = await by.append(`/desk-days/${id}/close`, closing);
    return [opened.status, closed.status, (closed.body as { gaps: unknown }).gaps];
  };
  const gap = (desk: Desk) => [formatDeskNumber({ year: 2026, site: desk.site, desk: desk.desk, sequence: 3 })];
  expect([await close(copy, original), await close(copy, copy), await close(original, original)]).toEqual([[201, 201, gap(original)], [201, 201, gap(copy)], [201, 201, gap(original)]]);
});
