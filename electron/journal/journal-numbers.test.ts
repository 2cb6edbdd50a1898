import { mkdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { realDisk } from './segment-writer.ts';
import { context, DAY, letter, NOON, numberOf, openAt, sequenceOf, uuid, visit } from './testing/journal-fixtures.ts';
import type { Journal } from './journal.ts';

test('without a clerk, or before enrolment, nothing is sealed and no number is spent', async () => {
  const journal = openAt(tempFolder());
  expect(await journal.recordIntent(visit(1), context({ captured: undefined }))).toEqual({ ok: false, refusal: { code: 'no-clerk' } });
  expect(await journal.recordIntent(visit(1), context({ desk: undefined }))).toEqual({ ok: false, refusal: { code: 'not-enrolled' } });
  expect(sequenceOf(await numberOf(journal, 2))).toBe(1);
});

test('a clock that is a day wrong gives no number, a Monday after an offline weekend does', async () => {
  const journal = openAt(tempFolder());
  const at = (nowMs: number) => journal.recordIntent(visit(1), context({ nowMs, lastServer: { serverMs: NOON, wallMs: NOON } }));
  expect(await at(NOON - 2 * DAY)).toEqual({ ok: false, refusal: { code: 'clock-off' } });
  expect(await at(NOON + 40 * DAY)).toEqual({ ok: false, refusal: { code: 'clock-off' } });
  expect((await at(NOON + 3 * DAY)).ok).toBe(true);
});

test('a number is voided only for a request of this desk, and only at once', async () => {
  const journal = openAt(tempFolder());
  const deskNumber = await numberOf(journal, 1);
  const voiding = (requestId: string, nowMs: number) =>
    journal.recordIntent({ kind: 'void', opId: uuid(nowMs - NOON + 500), requestId, deskNumber }, context({ nowMs }));
  expect(await voiding(uuid(9), NOON + 1)).toEqual({ ok: false, refusal: { code: 'unknown-request' } });
  expect(await voiding(visit(1).request.id, NOON + 61_000)).toEqual({ ok: false, refusal: { code: 'too-late' } });
  expect((await voiding(visit(1).request.id, NOON + 5_000)).ok).toBe(true);
  expect(sequenceOf(await numberOf(journal, 2))).toBe(2);
});

test('a voided demande is known as such at once and after a restart, and asks for no paper', async () => {
  const dir = tempFolder();
  const journal = openAt(dir);
  const deskNumber = await numberOf(journal, 1);
  await numberOf(journal, 2);
  const requestId = visit(1).request.id;
  const seen = async (of: Journal) => [of.isVoided(requestId), of.isVoided(visit(2).request.id), (await of.toPrint()).map(({ intent }) => intent.opId)];
  expect(await seen(journal)).toEqual([false, false, [visit(1).opId, visit(2).opId]]);
  await journal.recordIntent({ kind: 'void', opId: uuid(500), requestId, deskNumber }, context({ nowMs: NOON + 1 }));
  expect(await seen(journal)).toEqual([true, false, [visit(2).opId]]);
  await journal.close();
  expect(await seen(openAt(dir))).toEqual([true, false, [visit(2).opId]]);
});

test('a journal put back to an earlier state goes on after the last number that the GRC holds, also after a restart without it', async () => {
  const dir = tempFolder();
  const journal = openAt(dir);
  const given = await numberOf(journal, 1);
  journal.goOnAfter(given);
  journal.goOnAfter('26-014-03-000041-00');
  await journal.close();
  const again = openAt(dir);
  expect([again.damages, sequenceOf(await numberOf(again, 2))]).toEqual([[], 42]);
});

test('letters and requests take their numbers from one sequence, also after a restart; a letter has no receipt', async () => {
  const dir = tempFolder();
  const journal = openAt(dir);
  const sealed = async (of: Journal, n: number) => {
    const answer = await of.recordIntent(letter(n), context());
    return answer.ok ? [sequenceOf(answer.value.deskNumber ?? ''), answer.value.receipt] : answer.refusal;
  };
  expect([sequenceOf(await numberOf(journal, 1)), await sealed(journal, 1), sequenceOf(await numberOf(journal, 2)), await journal.toPrint().then((all) => all.length)]).toEqual([1, [2, null], 3, 2]);
  await journal.close();
  const again = openAt(dir);
  expect([await sealed(again, 1), await sealed(again, 2)]).toEqual([[2, null], [4, null]]);
});

test('a letter is voided only at once, and its number is never given again', async () => {
  const journal = openAt(tempFolder());
  const first = await journal.recordIntent(letter(1), context());
  const deskNumber = (first.ok ? first.value.deskNumber : null) ?? '';
  const voiding = (mailItemId: string, nowMs: number) =>
    journal.recordIntent({ kind: 'letter-void', opId: uuid(nowMs - NOON + 600), mailItemId, deskNumber }, context({ nowMs }));
  expect([await voiding(visit(1).request.id, NOON), await voiding(letter(1).letter.id, NOON + 61_000)]).toEqual([
    { ok: false, refusal: { code: 'unknown-request' } },
    { ok: false, refusal: { code: 'too-late' } },
  ]);
  expect((await voiding(letter(1).letter.id, NOON + 5_000)).ok).toBe(true);
  expect(sequenceOf(await numberOf(journal, 2))).toBe(2);
});

test('over any restarts, years and refusals, no number is given twice and none goes back', async () => {
  const step = fc.oneof(fc.constant('visit' as const), fc.constant('restart' as const), fc.constant('new-year' as const), fc.constant('fail' as const));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const dir = tempFolder();
      mkdirSync(dir, { recursive: true });
      let failing = false;
      const disk = {
        ...realDisk,
        datasync: async (handle: Parameters<typeof realDisk.datasync>[0]) => {
          if (failing) throw Object.assign(new Error('io'), { code: 'ENOSPC' });
          await realDisk.datasync(handle);
        },
      };
      let journal = openAt(dir, { disk });
      let now = NOON;
      const given: string[] = [];
      for (const [n, kind] of steps.entries()) {
        failing = kind === 'fail';
        if (kind === 'new-year') now += 366 * DAY;
        if (kind === 'restart') {
          await journal.close();
          journal = openAt(dir, { disk });
        }
        const number = await numberOf(journal, n + 1, now);
        if (kind !== 'fail') given.push(number);
      }
      await journal.close();
      expect(given).toEqual([...new Set(given)].sort());
    }),
    { numRuns: 40 },
  );
});
