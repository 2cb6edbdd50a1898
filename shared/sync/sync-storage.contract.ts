import { expect, test } from 'vitest';
import type { CitizenRecord, WriteAnswer } from '#shared/contracts/grc-api/wire.ts';
import type { SealedIntent } from './intent.ts';
import { operationsOf } from './operations-of.ts';
import type { OverlaidMailItem, OverlaidRequest } from './overlay.ts';
import type { SyncStorage } from './ports.ts';
import type { Rebased } from './rebase.ts';
import { amendment, attachment, citizen, correction, id, letter, opening, settingAside, visit } from './testing/sealed.ts';
import { inOrderOfEntry } from './queued-operation.ts';

/** A cache with what a test must see of it. */
export type StorageUnderTest = {
  readonly storage: SyncStorage;
  readonly project: (sealed: SealedIntent, acknowledged?: ReadonlySet<string>, rebased?: Rebased) => Promise<void>;
  readonly request: (id: string) => Promise<OverlaidRequest | null>;
  readonly mailItem: (id: string) => Promise<OverlaidMailItem | null>;
  readonly citizen: (id: string) => Promise<CitizenRecord | null>;
};

const answer = (aggregate: string, rev: number): WriteAnswer => ({ id: aggregate, rev, grcNumber: 'D-1', acceptedAt: '2026-11-25T08:00:00Z' });
const full = visit(1, { citizens: [citizen(1)], attachments: [attachment(1)], applicant: id(1, 'c') });
const requestId = id(1, 'e');

export function syncStorageContract(name: string, open: () => Promise<StorageUnderTest>): void {
  const queue = async (cache: StorageUnderTest) =>
    [...(await cache.storage.queuedBeyond(new Set()))].sort(inOrderOfEntry).map(({ operation }) => operation.opId);
  const settle = async (cache: StorageUnderTest, sealed: SealedIntent, index: number, rev: number) => {
    const operation = operationsOf(sealed)[index];
    if (operation === undefined) throw new Error('no such write');
    await cache.storage.settle(operation, answer(operation.aggregate, rev));
  };

  test(`${name}: an intent is shown and queued whole`, async () => {
    const cache = await open();
    await cache.project(full);
    expect([await queue(cache), (await cache.request(requestId))?.transmission, await cache.citizen(id(1, 'c'))]).toEqual([
      [id(1, '9'), id(1, 'b'), id(1, 'f')],
      'recorded-here',
      { ...citizen(1), rev: 0, retention: null, transmission: 'recorded-here' },
    ]);
  });

  test(`${name}: an intent projected twice changes nothing, even once it was accepted`, async () => {
    const cache = await open();
    await cache.project(full);
    await cache.project(full);
    await settle(cache, full, 0, 1);
    await cache.project(full);
    expect(await queue(cache)).toEqual([id(1, 'b'), id(1, 'f')]);
  });

  test(`${name}: only what the engine does not know is read`, async () => {
    const cache = await open();
    await cache.project(full);
    const rest = await cache.storage.queuedBeyond(new Set([id(1, 'b'), id(1, 'f')]));
    expect(rest.map(({ operation }) => operation.opId)).toEqual([id(1, '9')]);
  });

  test(`${name}: an accepted demande leaves the queue and stays on the screen`, async () => {
    const cache = await open();
    await cache.project(full);
    await settle(cache, full, 1, 5);
    expect(await queue(cache)).toEqual([id(1, '9'), id(1, 'f')]);
    expect(await cache.request(requestId)).toMatchObject({ transmission: 'transmitted', grcNumber: 'D-1', rev: 5, attachmentsWaiting: 1 });
  });

  test(`${name}: a page of the feed never takes a record back in time`, async () => {
    const cache = await open();
    await cache.project(full);
    await settle(cache, full, 1, 5);
    const mine = await cache.request(requestId);
    if (mine === null) throw new Error('shown');
    const { transmission: _t, attachmentsWaiting: _a, ...record } = mine;
    await cache.storage.applyPage([{ topic: 'requests', id: requestId, record: { ...record, rev: 4, status: 'received', note: 'ancienne' } }], 'c1', true);
    expect([await cache.request(requestId), await cache.storage.cursor()]).toEqual([mine, 'c1']);
    await cache.storage.applyPage([{ topic: 'requests', id: requestId, record: { ...record, rev: 6, status: 'granted' } }], 'c2', true);
    expect([(await cache.request(requestId))?.status, await cache.storage.cursor()]).toEqual(['granted', 'c2']);
  });

  test(`${name}: what waits stays laid over what the feed brings`, async () => {
    const cache = await open();
    const noted = amendment(2, 1, { changes: [{ field: 'note', before: null, after: 'Portail bleu' }] });
    await cache.project(full);
    await settle(cache, full, 1, 5);
    await cache.project(noted);
    const mine = await cache.request(requestId);
    if (mine === null) throw new Error('shown');
    const { transmission: _t, attachmentsWaiting: _a, note: _n, amendments: _m, ...record } = mine;
    await cache.storage.applyPage([{ topic: 'requests', id: requestId, record: { ...record, amendments: [], rev: 6, status: 'in-progress' } }], 'c1', true);
    expect(await cache.request(requestId)).toMatchObject({ status: 'in-progress', note: 'Portail bleu', transmission: 'recorded-here' });
  });

  test(`${name}: a deleted record is gone`, async () => {
    const cache = await open();
    await cache.storage.applyPage([{ topic: 'citizens', id: id(1, 'c'), record: { ...citizen(1), rev: 1, retention: null } }], 'c1', true);
    await cache.storage.applyPage([{ topic: 'citizens', id: id(1, 'c'), record: null }], 'c2', true);
    expect(await cache.citizen(id(1, 'c'))).toBeNull();
  });

  test(`${name}: a reading begun anew takes away what it does not meet, at its end only; what waits stays`, async () => {
    const cache = await open();
    const known = (n: number) => ({ topic: 'citizens', id: id(n, 'c'), record: { ...citizen(n), rev: n, retention: null } }) as const;
    await cache.storage.applyPage([known(5), known(6), known(7)], 'c1', true);
    await cache.project(full);
    await cache.storage.readAgain();
    expect(await cache.storage.cursor()).toBeNull();
    await cache.storage.applyPage([known(5)], 'c2', false);
    expect((await cache.citizen(id(7, 'c')))?.rev).toBe(7);
    await cache.storage.applyPage([known(6)], 'c3', true);
    expect([await cache.citizen(id(5, 'c')), await cache.citizen(id(6, 'c')), await cache.citizen(id(7, 'c')), await cache.citizen(id(1, 'c'))]).toEqual([
      known(5).record,
      known(6).record,
      null,
      { ...citizen(1), rev: 0, retention: null, transmission: 'recorded-here' },
    ]);
    await cache.storage.applyPage([], 'c4', true);
    expect((await cache.citizen(id(5, 'c')))?.rev).toBe(5);
  });

  test(`${name}: a mark is kept, and never brings back a write that was settled`, async () => {
    const cache = await open();
    await cache.project(full);
    const entries = await cache.storage.queuedBeyond(new Set());
    await settle(cache, full, 0, 1);
    await cache.storage.mark(entries.map((entry) => ({ ...entry, state: { kind: 'parked', code: 'invalid', messageFr: 'Refusé.' } })));
    const left = await cache.storage.queuedBeyond(new Set());
    expect([...left].sort(inOrderOfEntry).map(({ operation, state }) => [operation.opId, state])).toEqual([
      [id(1, 'b'), { kind: 'parked', code: 'invalid', messageFr: 'Refusé.' }],
      [id(1, 'f'), { kind: 'parked', code: 'invalid', messageFr: 'Refusé.' }],
    ]);
    expect((await cache.request(requestId))?.transmission).toBe('to-handle');
  });

  test(`${name}: an answer takes what it answers out of the queue and off the screen, also on a replay`, async () => {
    const refused = correction(2, 1, [{ field: 'usedName', before: 'A', after: 'B' }]);
    const answered = correction(3, 1, [{ field: 'usedName', before: 'C', after: 'D' }], [id(2, 'b')]);
    for (const acknowledged of [new Set<string>(), new Set([id(3, 'b')])]) {
      const cache = await open();
      await cache.storage.applyPage([{ topic: 'citizens', id: id(1, 'c'), record: { ...citizen(1), usedName: 'C', rev: 1, retention: null } }], 'c1', true);
      await cache.project(refused);
      await cache.project(answered, acknowledged);
      expect(await queue(cache)).toEqual(acknowledged.size === 0 ? [id(3, 'b')] : []);
      expect((await cache.citizen(id(1, 'c')))?.usedName).toBe('D');
      await cache.project(refused);
      expect(await queue(cache)).toEqual(acknowledged.size === 0 ? [id(3, 'b')] : []);
    }
  });

  test(`${name}: what is set aside leaves the queue, and what the GRC holds shows again`, async () => {
    const cache = await open();
    await cache.storage.applyPage([{ topic: 'citizens', id: id(1, 'c'), record: { ...citizen(1), rev: 1, retention: null } }], 'c1', true);
    await cache.project(correction(2, 1, [{ field: 'usedName', before: null, after: 'B' }]));
    await cache.project(settingAside(3, [id(2, 'b')]));
    expect([await queue(cache), await cache.citizen(id(1, 'c'))]).toEqual([[], { ...citizen(1), rev: 1, retention: null }]);
  });

  test(`${name}: a write that was laid on a newer version is replayed as it last left`, async () => {
    const cache = await open();
    const changes = [{ field: 'phones', before: ['+33633333333'], after: ['+33633333333', '+33644444444'] }];
    await cache.project(correction(2, 1, [{ field: 'phones', before: [], after: ['+33644444444'] }]), new Set(), new Map([[id(2, 'b'), changes]]));
    expect(await cache.storage.queuedBeyond(new Set())).toMatchObject([{ operation: { rebased: true, amendment: { changes } } }]);
  });

  test(`${name}: a letter is shown, queued, accepted with its number in the register, and linked to its demande`, async () => {
    const cache = await open();
    const sealed = letter(1, { attachments: [attachment(1)] });
    const mailItemId = id(1, '7');
    await cache.project(sealed);
    expect([await queue(cache), (await cache.mailItem(mailItemId))?.transmission]).toEqual([[id(1, 'b'), id(1, 'f')], 'recorded-here']);
    await settle(cache, sealed, 0, 3);
    await cache.project(visit(2, { ofLetter: { id: mailItemId, requestIds: [] } }));
    expect(await cache.mailItem(mailItemId)).toMatchObject({ chrono: 'D-1', rev: 3, requestIds: [id(2, 'e')], transmission: 'recorded-here', attachmentsWaiting: 1 });
  });

  test(`${name}: an opening is queued, shown nowhere, and forgotten once taken`, async () => {
    const cache = await open();
    await cache.project(opening(3));
    expect(await queue(cache)).toEqual([id(3, 'b')]);
    const [operation] = operationsOf(opening(3));
    if (operation) await cache.storage.settle(operation, null);
    expect(await queue(cache)).toEqual([]);
  });

  test(`${name}: what the GRC accepted before the cache was lost is shown, and not sent again`, async () => {
    const cache = await open();
    await cache.project(full, new Set([id(1, '9'), id(1, 'b')]));
    expect(await queue(cache)).toEqual([id(1, 'f')]);
    expect(await cache.request(requestId)).toMatchObject({ status: 'received', transmission: 'transmitted', rev: 0 });
  });
}
