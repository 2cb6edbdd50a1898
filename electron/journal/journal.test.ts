import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { segmentNames } from './read-segments.ts';
import { realDisk } from './segment-writer.ts';
import { context, DAY, NOON, numberOf, openAt, sequenceOf, uuid, visit } from './testing/journal-fixtures.ts';
import { journalKey } from './record-codec.ts';

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

test('the numbers of a local day are told with what became of each, and the day keeps its first opening', async () => {
  const dir = tempFolder();
  const journal = openAt(dir);
  const [printed, voided] = [await numberOf(journal, 1), await numberOf(journal, 2)];
  const waiting = await numberOf(journal, 3);
  await numberOf(journal, 4, NOON + DAY);
  await journal.keepPrintState({ id: visit(1).request.id, state: 'printed' }, NOON);
  await journal.acknowledge({ opId: visit(1).opId, outcome: 'accepted', grcNumber: 'D-1', code: null }, NOON);
  await journal.recordIntent({ kind: 'void', opId: uuid(500), requestId: visit(2).request.id, deskNumber: voided }, context({ nowMs: NOON + 1 }));
  const closing = { totals: { requests: 2, mailItems: 0, quickAnswers: 0 }, numbers: { first: printed, last: waiting }, voided: [voided] };
  const { captured } = context();
  if (captured === undefined) throw new Error('a clerk');
  for (const [n, at] of [[600, captured.at], [601, '2026-11-24T18:00:00Z']] as const) {
    const opened = { opId: uuid(n + 10), id: uuid(n + 20), day: '2026-11-24', captured: { ...captured, at } };
    await journal.recordIntent({ kind: 'desk-day', opId: uuid(n), opens: n === 600, opened, closing }, context());
  }
  await journal.close();
  const restarted = openAt(dir);
  expect(await restarted.numbersOf('2026-11-24', 'Europe/Paris')).toEqual([
    { number: printed, kind: 'request', voided: false, paper: 'printed', answer: 'accepted', grcNumber: 'D-1' },
    { number: voided, kind: 'request', voided: true, paper: 'not-printed', answer: 'waiting', grcNumber: null },
    { number: waiting, kind: 'request', voided: false, paper: 'not-printed', answer: 'waiting', grcNumber: null },
  ]);
  expect([(await restarted.openingOf('2026-11-24', captured.deskId))?.id, await restarted.openingOf('2026-11-25', captured.deskId), await restarted.openingOf('2026-11-24', uuid(999))]).toEqual([uuid(620), undefined, undefined]);
});
