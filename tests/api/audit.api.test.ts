import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { auditLink, type AuditEntry } from '#shared/domain/desk/audit-chain.ts';
import { enrolDesk, newId, type Answer, type Desk } from './client.ts';
import { capturedAt, codeOf } from './fixtures.ts';
import { ownStorage } from './own-process.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
type Batch = { readonly previous: string | null; readonly entries: readonly (AuditEntry & { readonly hash: string })[] };

/** The next looks of a desk at people, each linked to the one before. */
function batchAfter(desk: Desk, previous: string | null, count: number): Batch & { readonly last: string } {
  let before = previous;
  const entries = Array.from({ length: count }, () => {
    const entry = { opId: newId(), action: 'citizen-opened', subjectId: newId(), captured: capturedAt(desk) };
    before = auditLink(entry, before, sha256).hash;
    return { ...entry, hash: before };
  });
  return { previous, entries, last: before ?? '' };
}
const hand = (desk: Desk, { previous, entries }: Batch, key = newId()): Promise<Answer> => desk.append('/audit/batches', { previous, entries }, key);
const outcome = (answer: Answer): unknown => (answer.status < 300 ? answer.status : [answer.status, codeOf(answer), (answer.body as { retryable: unknown; fieldPath?: string }).retryable]);

test('the chain of a desk goes on batch by batch; the same batch again, under its key or another, has no second effect', async () => {
  const storage = await ownStorage();
  try {
    const grc = await storage.start();
    const desk = await enrolDesk(grc);
    const [key, first] = [newId(), batchAfter(desk, null, 3)];
    const second = batchAfter(desk, first.last, 2);
    const answers = [await hand(desk, first, key), await hand(desk, first, key), await hand(desk, first), await hand(desk, second), await hand(desk, second), await hand(desk, first)];
    expect(answers.map(outcome)).toEqual([201, 200, 200, 201, 200, 200]);
    await grc.stop();
    const rows = await storage.rows('select subject_id, desk_id, hash from audit order by op_id');
    const expected = [...first.entries, ...second.entries].map(({ opId, subjectId, hash }) => ({ opId, row: { subject_id: subjectId, desk_id: desk.deskId, hash } }));
    expect(rows).toEqual(expected.sort((a, b) => (a.opId < b.opId ? -1 : 1)).map(({ row }) => row));
  } finally {
    await storage.remove();
  }
});

test('a batch that was altered, or that does not go on where the chain stands, is refused for good', async () => {
  const desk = await enrolDesk();
  const first = batchAfter(desk, null, 3);
  const altered = { ...first, entries: first.entries.map((entry, n) => (n === 1 ? { ...entry, subjectId: newId() } : entry)) };
  const left = { ...first, entries: first.entries.filter((_, n) => n !== 1) };
  expect([await hand(desk, altered), await hand(desk, left)].map((answer) => [...(outcome(answer) as unknown[]), (answer.body as { fieldPath?: string }).fieldPath])).toEqual([
    [422, 'audit-chain-broken', false, 'entries.1.hash'],
    [422, 'audit-chain-broken', false, 'entries.1.hash'],
  ]);
  await hand(desk, first);
  const skipped = batchAfter(desk, batchAfter(desk, first.last, 1).last, 1);
  const answer = await hand(desk, skipped);
  expect([outcome(answer), (answer.body as { knownHash: unknown }).knownHash]).toEqual([[409, 'audit-chain-broken', false], first.last]);
  expect(outcome(await hand(desk, batchAfter(desk, first.last, 1)))).toBe(201);
});

test('a chain that begins anew is taken, and that it did is kept', async () => {
  const storage = await ownStorage();
  try {
    const grc = await storage.start();
    const desk = await enrolDesk(grc);
    const [first, anew] = [batchAfter(desk, null, 1), batchAfter(desk, null, 1)];
    const answers = [await hand(desk, first), await hand(desk, anew), await hand(desk, batchAfter(desk, anew.last, 1))];
    await grc.stop();
    const rows = await storage.rows("select desk_id, subject_id from audit where action = 'chain-restarted'");
    expect([answers.map(outcome), rows]).toEqual([[201, 201, 201], [{ desk_id: desk.deskId, subject_id: null }]]);
  } finally {
    await storage.remove();
  }
});

test('a desk tells only of itself', async () => {
  const [desk, other] = [await enrolDesk(), await enrolDesk()];
  expect(outcome(await hand(desk, batchAfter(other, null, 1)))).toEqual([422, 'other-desk', false]);
});

test('first batches sent at once are one beginning: the others are told to come back, or that the chain stands elsewhere', async () => {
  const desk = await enrolDesk();
  const batches = Array.from({ length: 6 }, () => batchAfter(desk, newId().replaceAll('-', '').padEnd(64, '0'), 1));
  const answers = await Promise.all(batches.map((batch) => hand(desk, batch)));
  expect(answers.filter(({ status }) => status === 201).length).toBe(1);
  expect(answers.filter(({ status }) => status !== 201).every((answer) => ['in-progress', 'audit-chain-broken'].includes(String(codeOf(answer))))).toBe(true);
});
