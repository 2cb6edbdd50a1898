import { expect, test } from 'vitest';
import { deskDayCloseAnswerSchema } from '#shared/contracts/grc-api/desk-life.ts';
import type { DeskDayClosing } from '#shared/domain/desk/desk-day.ts';
import { formatDeskNumber } from '#shared/domain/desk/desk-number.ts';
import { localDay } from '#shared/lib/dates.ts';
import { enrolDesk, newId, type Desk } from './client.ts';
import { capturedAt, codeOf, danger, NOW } from './fixtures.ts';

const DAY = localDay(Date.parse(NOW), 'Europe/Paris');
const numbersOf = (desk: Desk) => (sequence: number) => formatDeskNumber({ year: 2026, site: desk.site, desk: desk.desk, sequence });

async function openDay(desk: Desk, over = {}): Promise<string> {
  const id = newId();
  const answer = await desk.create(`/desk-days/${id}`, { id, day: DAY, opened: capturedAt(desk), ...over });
  expect(answer.status).toBe(201);
  return id;
}

function closing(desk: Desk, over: Partial<DeskDayClosing> = {}): DeskDayClosing {
  return { totals: { requests: 3, mailItems: 1, quickAnswers: 1 }, numbers: null, voided: [], captured: capturedAt(desk), ...over };
}

test('a day is closed with what the GRC holds of it, and the numbers it has nothing of; what arrives late fills them', async () => {
  const desk = await enrolDesk();
  const number = numbersOf(desk);
  const { cursor } = await desk.changes('', 'desk-days');
  const id = await openDay(desk);
  for (const sequence of [1, 2]) {
    const request = danger(desk, { deskNumber: number(sequence) });
    await desk.create(`/requests/${request.id}`, request);
  }
  const letterId = newId();
  await desk.create(`/mail-items/${letterId}`, {
    id: letterId, kind: 'parcel', receivedOn: DAY, sender: { kind: 'unknown' }, subject: '', departmentCode: 'CAB', copyTo: [], confidential: false, requestIds: [], attachments: [],
    deskNumber: number(4), captured: capturedAt(desk),
  });
  const told = newId();
  await desk.create(`/quick-answers/${told}`, { id: told, motive: 'opening-hours', channel: 'phone', captured: capturedAt(desk) });
  const body = closing(desk, { numbers: { first: number(1), last: number(6) }, voided: [number(5)] });
  const first = deskDayCloseAnswerSchema.parse((await desk.append(`/desk-days/${id}/close`, body)).body);
  expect([first.received, first.gaps, first.rev]).toEqual([{ requests: 2, mailItems: 1, quickAnswers: 1 }, [number(3), number(6)], 2]);
  for (const sequence of [3, 6]) {
    const request = danger(desk, { deskNumber: number(sequence) });
    await desk.create(`/requests/${request.id}`, request);
  }
  const second = deskDayCloseAnswerSchema.parse((await desk.append(`/desk-days/${id}/close`, body)).body);
  expect([second.received.requests, second.gaps, second.rev]).toEqual([4, [], 3]);
  const { items } = await desk.changes(cursor, 'desk-days');
  expect(items.find((item) => item.id === id)?.record).toEqual({
    id, deskId: desk.deskId, day: DAY, opened: capturedAt(desk), closing: body, closedAt: second.acceptedAt, received: second.received, gaps: [], rev: 3,
  });
});

test('a day without a number closes too', async () => {
  const desk = await enrolDesk();
  const answer = await desk.append(`/desk-days/${await openDay(desk)}/close`, closing(desk));
  expect(deskDayCloseAnswerSchema.parse(answer.body)).toMatchObject({ received: { requests: 0, mailItems: 0, quickAnswers: 0 }, gaps: [] });
});

test('a desk has one day a day, its own, with numbers of its own', async () => {
  const [desk, other] = [await enrolDesk(), await enrolDesk()];
  const id = await openDay(desk);
  const again = newId();
  const foreign = numbersOf(other);
  const answers = [
    await desk.create(`/desk-days/${again}`, { id: again, day: DAY, opened: capturedAt(desk) }),
    await other.append(`/desk-days/${id}/close`, closing(other)),
    await desk.append(`/desk-days/${newId()}/close`, closing(desk)),
    await desk.append(`/desk-days/${id}/close`, closing(desk, { numbers: { first: foreign(1), last: foreign(2) } })),
    await desk.append(`/desk-days/${id}/close`, closing(desk, { numbers: { first: numbersOf(desk)(9), last: numbersOf(desk)(2) } })),
  ];
  expect(answers.map((answer) => [answer.status, codeOf(answer)])).toEqual([
    [409, 'day-already-open'], [403, 'other-desk'], [424, 'dependency-missing'], [422, 'invalid'], [422, 'invalid'],
  ]);
});

test('something told on the spot is counted once, and names nobody', async () => {
  const desk = await enrolDesk();
  const { cursor } = await desk.changes('', 'quick-answers');
  const told = { id: newId(), motive: 'which-papers', channel: 'counter', departmentCode: 'EDU', captured: capturedAt(desk) };
  const answers = [await desk.create(`/quick-answers/${told.id}`, told), await desk.create(`/quick-answers/${told.id}`, told), await desk.create(`/quick-answers/${told.id}`, { ...told, note: '1 84 12 76 451 089 46' })];
  const nir = { ...told, id: newId(), note: '1 84 12 76 451 089 46' };
  expect([...answers, await desk.create(`/quick-answers/${nir.id}`, nir)].map(({ status }) => status)).toEqual([201, 200, 409, 422]);
  expect((await desk.changes(cursor, 'quick-answers')).items.filter(({ id }) => id === told.id).map(({ record }) => record)).toEqual([told]);
});
