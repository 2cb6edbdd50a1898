import { copyFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { segmentNames } from './read-segments.ts';
import { realDisk } from './segment-writer.ts';
import { context, letter, NOON, openAt, uuid, visit } from './testing/journal-fixtures.ts';
import { journalKey } from './record-codec.ts';
import type { Journal } from './journal.ts';

const DAY = 86_400_000;

async function numberOf(journal: Journal, n: number, nowMs = NOON): Promise<string> {
  const sealed = await journal.recordIntent(visit(n), context({ nowMs }));
  return sealed.ok ? (sealed.value.deskNumber ?? 'none') : sealed.refusal.code;
}
const sequenceOf = (number: string): number => Number(number.split('-')[3]);

test('a visit is sealed with its number, its stamps and its receipt', async () => {
  const journal = openAt(tempFolder());
  const sealed = await journal.recordIntent(visit(1), context());
  expect(sealed).toEqual({
    ok: true,
    value: {
      seq: 1,
      recordedAt: '2026-11-24T11:00:00.000Z',
      captured: context().captured,
      deskNumber: '26-014-03-000001-37',
      intent: visit(1),
      receipt: expect.objectContaining({ number: '26-014-03-000001-37', receivedOn: '2026-11-24', copy: 'original' }),
    },
  });
});

test('the same opId gets the first answer again, at once, later and after a restart', async () => {
  const dir = tempFolder();
  const journal = openAt(dir);
  const [first, twice] = await Promise.all([journal.recordIntent(visit(1), context()), journal.recordIntent(visit(1), context())]);
  const later = await journal.recordIntent(visit(1), context({ nowMs: NOON + DAY }));
  await journal.close();
  const restarted = await openAt(dir).recordIntent(visit(1), context({ nowMs: NOON + 2 * DAY }));
  expect([twice, later, restarted]).toEqual([first, first, first]);
});

test('nothing typed by a citizen lies in clear on the disk', async () => {
  const dir = tempFolder();
  const journal = openAt(dir);
  await journal.recordIntent(visit(1), context());
  for (const name of segmentNames(dir)) expect(readFileSync(join(dir, name), 'latin1')).not.toMatch(/Puits|Sophie|danger/);
});

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

test('visits that wait together are sealed in the order of entry, with one flush for those that waited', async () => {
  let flushes = 0;
  const journal = openAt(tempFolder(), { disk: { ...realDisk, datasync: (handle) => ((flushes += 1), realDisk.datasync(handle)) } });
  const numbers = await Promise.all([1, 2, 3, 4, 5].map((n) => numberOf(journal, n)));
  expect({ sequences: numbers.map(sequenceOf), flushes }).toEqual({ sequences: [1, 2, 3, 4, 5], flushes: 2 });
  const page = await journal.read(0, 10);
  expect(page.entries.map((entry) => entry.seq)).toEqual([1, 2, 3, 4, 5]);
});

test('a page of the journal tells what the GRC has accepted of it', async () => {
  const journal = openAt(tempFolder());
  await numberOf(journal, 1);
  await numberOf(journal, 2);
  await journal.acknowledge({ opId: visit(1).opId, outcome: 'accepted', grcNumber: 'D-1', code: null }, NOON);
  await journal.acknowledge({ opId: visit(2).opId, outcome: 'parked', grcNumber: null, code: 'invalid' }, NOON);
  const page = await journal.read(1, 1);
  expect({ ...page, entries: page.entries.map(({ intent }) => intent.opId) }).toEqual({ entries: [visit(2).opId], acknowledged: [], rebased: [], nextSeq: 2, more: false });
  expect((await journal.read(0, 10)).acknowledged).toEqual([visit(1).opId]);
});

test('a tail torn at any byte loses only the record that was not answered, and its number is not given again', async () => {
  const dir = tempFolder();
  const journal = openAt(dir);
  await numberOf(journal, 1);
  await journal.close();
  const [name = ''] = segmentNames(dir);
  const whole = readFileSync(join(dir, name)).length;
  const second = openAt(dir);
  await numberOf(second, 2);
  await second.close();
  const full = readFileSync(join(dir, name)).length;
  for (let length = whole + 1; length < full; length += 97) {
    const torn = tempFolder();
    copyFileSync(join(dir, name), join(torn, name));
    truncateSync(join(torn, name), length);
    const reopened = openAt(torn);
    const page = await reopened.read(0, 10);
    const next = await numberOf(reopened, 3);
    await reopened.close();
    expect({ length, kept: page.entries.map((entry) => entry.intent.opId), fresh: sequenceOf(next) > 1 }).toEqual({ length, kept: [visit(1).opId], fresh: true });
    expect(readdirSync(join(torn, 'set-aside'))).toHaveLength(1);
  }
});

test('a flipped bit in the middle hides one record, is set aside, and costs its numbers once', async () => {
  const dir = tempFolder();
  const journal = openAt(dir);
  for (const n of [1, 2, 3]) await numberOf(journal, n);
  await journal.close();
  const [name = ''] = segmentNames(dir);
  const bytes = readFileSync(join(dir, name));
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(join(dir, name), bytes);
  const reopened = openAt(dir);
  expect((await reopened.read(0, 10)).entries.map((entry) => entry.intent.opId)).toEqual([visit(1).opId, visit(3).opId]);
  const after = sequenceOf(await numberOf(reopened, 4));
  await reopened.close();
  const again = sequenceOf(await numberOf(openAt(dir), 5));
  expect([after > 3, again]).toEqual([true, after + 1]);
});

test('a full disk refuses in words, keeps what was there, and the same intent can be tried again', async () => {
  const dir = tempFolder();
  let full = false;
  const journal = openAt(dir, {
    disk: {
      ...realDisk,
      write: async (handle, bytes, position) => {
        if (!full) return realDisk.write(handle, bytes, position);
        await realDisk.write(handle, bytes.subarray(0, 40), position);
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      },
    },
  });
  await numberOf(journal, 1);
  full = true;
  expect(await numberOf(journal, 2)).toBe('disk-full');
  full = false;
  const number = await numberOf(journal, 2);
  expect(sequenceOf(number)).toBe(3);
  await journal.close();
  const page = await openAt(dir).read(0, 10);
  expect(page.entries.map((entry) => [entry.intent.opId, entry.deskNumber])).toEqual([
    [visit(1).opId, expect.any(String)],
    [visit(2).opId, number],
  ]);
});

test('the reserve lets intents through when the disk is full', async () => {
  const dir = tempFolder();
  let free = 0;
  const journal = openAt(dir, {
    reserveBytes: 4096,
    disk: {
      ...realDisk,
      write: async (handle, bytes, position) => {
        if (readdirSync(dir).includes('reserve.bin') && free === 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        free = 1;
        await realDisk.write(handle, bytes, position);
      },
    },
  });
  await journal.keepReserve();
  expect(sequenceOf(await numberOf(journal, 1))).toBe(1);
});

test('records sealed with another key are never read around', async () => {
  const dir = tempFolder();
  const journal = openAt(dir);
  await numberOf(journal, 1);
  await journal.close();
  expect(() => openAt(dir, { key: journalKey(new Uint8Array(32).fill(8)) })).toThrow('another key');
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


test('what was laid on a newer version is read back as it last left, also after a restart, and counts as no acceptance', async () => {
  const dir = tempFolder();
  const journal = openAt(dir);
  const intent = { kind: 'citizen-amendment', opId: uuid(700), citizenId: uuid(701), amendment: { id: uuid(700), kind: 'correction', changes: [{ field: 'phones', before: [], after: ['+33612121212'] }] } } as const;
  await journal.recordIntent(intent, context());
  const laid = (after: string) => [{ field: 'phones', before: [after], after: [after, '+33612121212'] }];
  const tell = (changes: ReturnType<typeof laid>) => journal.acknowledge({ opId: intent.opId, outcome: 'rebased', grcNumber: null, code: null, changes }, NOON);
  await tell(laid('+33611111111'));
  await tell(laid('+33622222222'));
  const page = await journal.read(0, 10);
  await journal.close();
  const restarted = openAt(dir);
  expect([page.acknowledged, page.rebased, journal.acknowledgementOf(intent.opId)]).toEqual([[], [{ opId: intent.opId, changes: laid('+33622222222') }], undefined]);
  expect(await restarted.read(0, 10)).toEqual(page);
});
