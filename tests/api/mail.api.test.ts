import { expect, test } from 'vitest';
import { requestMatchesSchema } from '#shared/contracts/grc-api/lookup.ts';
import { writeAnswerSchema } from '#shared/contracts/grc-api/wire.ts';
import { formatDeskNumber } from '#shared/domain/desk/desk-number.ts';
import type { Batch } from '#shared/domain/mail/batch.ts';
import type { SealedMailItem } from '#shared/domain/mail/mail-item.ts';
import { clerkOf, enrolDesk, newId, servers, type Answer, type Desk } from './client.ts';
import { capturedAt, codeOf, danger, KARIM, SOPHIE } from './fixtures.ts';

function letter(desk: Desk, over: Partial<SealedMailItem> = {}): SealedMailItem {
  return {
    id: newId(), kind: 'simple', receivedOn: '2026-11-25', sender: { kind: 'unknown' }, subject: 'Demande de rendez-vous', departmentCode: 'CAB', copyTo: [],
    confidential: false, requestIds: [], attachments: [], deskNumber: null, captured: capturedAt(desk, { clerk: { id: KARIM.id, name: KARIM.name, title: KARIM.title } }), ...over,
  };
}
const post = (desk: Desk, item: SealedMailItem): Promise<Answer> => desk.create(`/mail-items/${item.id}`, item);
const chronoOf = (answer: Answer): string | null => writeAnswerSchema.parse(answer.body).grcNumber;

test('letters get the next numbers of the year’s register, without a hole, whoever enters them and whatever is refused', async () => {
  const desks = await Promise.all(Array.from({ length: 6 }, (_, place) => enrolDesk(servers[place % servers.length])));
  const answers = await Promise.all(
    desks.flatMap((desk) => [letter(desk), letter(desk, { requestIds: [newId()] }), letter(desk), letter(desk, { note: 'n° 1 84 12 76 451 089 46' })].map((item) => post(desk, item))),
  );
  const accepted = answers.filter(({ status }) => status === 201).map((answer) => Number(chronoOf(answer)?.slice(-6)));
  const refused = answers.filter(({ status }) => status !== 201).map((answer) => [answer.status, codeOf(answer)].join(' '));
  const [first = 0] = accepted.sort((a, b) => a - b);
  expect(accepted).toEqual(Array.from({ length: 12 }, (_, place) => first + place));
  expect(refused.sort()).toEqual([...Array.from({ length: 6 }, () => '422 nir'), ...Array.from({ length: 6 }, () => '424 dependency-missing')]);
});

test('a letter entered twice has one number', async () => {
  const desk = await enrolDesk();
  const item = letter(desk, { kind: 'registered', registeredNumber: 'RA 123 456 785 FR', postmarkedOn: '2026-11-23' });
  const [first, again] = [await post(desk, item), await post(desk, item)];
  const different = await post(desk, { ...item, subject: 'autre' });
  expect([first.status, again.status, chronoOf(again), different.status]).toEqual([201, 200, chronoOf(first), 409]);
  expect(chronoOf(first)).toMatch(/^C-\d{4}-\d{6}$/);
});

test('a letter is linked to the requests it made, and they are found by its numbers', async () => {
  const desk = await enrolDesk();
  const token = await clerkOf(desk, SOPHIE);
  const [one, two] = [danger(desk, { channel: 'mail' }), danger(desk, { channel: 'mail' })];
  for (const request of [one, two]) await desk.create(`/requests/${request.id}`, request);
  const deskNumber = formatDeskNumber({ year: 2026, site: desk.site, desk: desk.desk, sequence: 40 });
  const item = letter(desk, { requestIds: [one.id], deskNumber });
  const chrono = chronoOf(await post(desk, item)) ?? '';
  const amendment = { id: newId(), kind: 'correction', changes: [{ field: 'requestIds', before: [one.id], after: [one.id, two.id] }] };
  const linked = await desk.create(`/mail-items/${item.id}/amendments/${amendment.id}`, { amendment, captured: item.captured });
  const find = async (number: string) => requestMatchesSchema.parse((await desk.call('POST', '/requests/search', { bearer: token, body: { number } })).body).items.map(({ id }) => id).sort();
  expect([linked.status, await find(chrono), await find(deskNumber)]).toEqual([201, [one.id, two.id].sort(), [one.id, two.id].sort()]);
});

test('a voided letter keeps its number and its trace', async () => {
  const desk = await enrolDesk();
  const { cursor } = await desk.changes('', 'mail-items');
  const item = letter(desk);
  const chrono = chronoOf(await post(desk, item));
  const amendment = { id: newId(), kind: 'void', changes: [], reason: 'Saisi deux fois' };
  const stale = await desk.call('PUT', `/mail-items/${item.id}/amendments/${amendment.id}`, { headers: { 'idempotency-key': newId(), 'if-match': '"7"' }, body: { amendment, captured: item.captured } });
  await desk.create(`/mail-items/${item.id}/amendments/${amendment.id}`, { amendment, captured: item.captured });
  const { items } = await desk.changes(cursor, 'mail-items');
  expect([stale.status, items.find(({ id }) => id === item.id)?.record]).toEqual([412, { ...item, status: 'void', chrono, acceptedAt: expect.any(String), amendments: [{ ...amendment, at: item.captured?.at, by: KARIM.name }], attachmentStates: [], rev: 2 }]);
});

test('a batch counts in and out, and a difference has a reason', async () => {
  const desk = await enrolDesk();
  const { cursor } = await desk.changes('', 'batches');
  const items = [letter(desk), letter(desk)];
  const mailItemIds = items.map(({ id }) => id);
  const batch: Batch = { id: newId(), openedOn: '2026-11-25', countIn: 4, mailItemIds, setAside: [{ motive: 'advertising', count: 1 }], captured: capturedAt(desk) };
  const put = (over: Partial<Batch> = {}) => desk.create(`/batches/${over.id ?? batch.id}`, { ...batch, ...over });
  const early = await put({ gapReason: 'Un pli égaré' });
  for (const item of items) await post(desk, item);
  const gap = await put();
  const done = await put({ gapReason: 'Un pli égaré' });
  const again = await put({ gapReason: 'Un pli égaré' });
  const other = await put({ id: newId(), countIn: 3 });
  expect([early, gap, done, again, other].map((answer) => [answer.status, codeOf(answer)])).toEqual([
    [424, 'dependency-missing'], [422, 'batch-gap-unexplained'], [201, undefined], [200, undefined], [409, 'in-other-batch'],
  ]);
  const { items: changes } = await desk.changes(cursor, 'batches');
  expect(changes.filter(({ id }) => id === batch.id).map(({ record }) => record)).toEqual([{ ...batch, gapReason: 'Un pli égaré', countOut: 2, acceptedAt: expect.any(String), rev: 1 }]);
});
