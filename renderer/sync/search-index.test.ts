import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lastWritten } from '#renderer/data/last-written.ts';
import { declare } from '#renderer/data/database.ts';
import { projectSealed } from '#renderer/data/projection.ts';
import { connectData, disconnectData, type DataStore } from '#renderer/data/store.ts';
import { syncStorage } from '#renderer/data/sync-storage.ts';
import { testStore } from '#renderer/data/testing/test-store.ts';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import { citizen, id, letter, letterAmendment, letterVoiding, visit } from '#shared/sync/testing/sealed.ts';
import { SearchIndex } from './search-index.ts';

const household = id(1, 'b');
const town: readonly Citizen[] = [
  citizen(0, { birthDate: '1984-03-12', phones: ['+33612345678'], emails: ['zoe.martin@example.fr'], householdId: household }),
  citizen(1, { firstNames: 'Zoé', birthDate: '1991-07-01', householdId: household }),
  citizen(2, { birthName: 'Dupont', firstNames: 'Jean-Baptiste', birthDate: '1984-12-30' }),
  citizen(3, { birthName: 'L’Hermite', firstNames: 'Anaïs' }),
];

let store: DataStore;
let index: SearchIndex;
beforeEach(async () => {
  store = await testStore();
  connectData(store);
  index = new SearchIndex(store);
});

afterEach(disconnectData);

/** The feed brings these persons. */
function pull(persons: readonly Citizen[], rev = 1): Promise<void> {
  const items = persons.map((person) => ({ topic: 'citizens' as const, id: person.id, record: { ...person, rev, retention: null } }));
  return syncStorage(store).applyPage(items, `cursor ${rev}`, true);
}

async function found(query: string, of = index): Promise<readonly string[]> {
  return (await of.people(query, 20)).map((match) => match.id);
}

test('a person is found by what a clerk types of them', async () => {
  await pull(town);
  const [zoe, other, jean, anais] = town.map((person) => person.id);
  expect(await Promise.all(['mar zo 84', 'ZOÉ martin', 'baptiste dup', 'lhermite', 'hremite', '12/03/1984', '0612345678', 'zoe.martin@'].map((query) => found(query)))).toEqual([
    [zoe], [zoe, other], [jean], [anais], [anais], [zoe], [zoe], [zoe],
  ]);
});

test('what comes up says who it is and why', async () => {
  await pull([{ ...town[0]!, address: { label: '1 rue Haute', city: 'Valmont' } }]);
  expect(await index.people('martin 84', 5)).toEqual([
    { id: id(0, 'c'), displayName: 'MARTIN Zoé', birthDate: '1984-03-12', city: 'Valmont', reasons: ['name', 'birth-date'] },
  ]);
});

test('a person recorded here is found before the GRC has heard of them', async () => {
  await projectSealed(visit(1, { citizens: [citizen(7, { birthName: 'Öztürk', firstNames: 'Elif' })] }));
  expect(await found('ozturk eli')).toEqual([id(7, 'c')]);
});

test('each answer has caught up: renamed, deleted and new persons', async () => {
  await pull(town);
  await found('martin');
  await pull([{ ...town[0]!, birthName: 'Garnier' }, citizen(8)], 2);
  await syncStorage(store).applyPage([{ topic: 'citizens', id: id(1, 'c'), record: null }], 'cursor 3', true);
  expect([await found('martin'), await found('garnier')]).toEqual([[id(8, 'c')], [id(0, 'c')]]);
});

test('what the window has written, with its own handle of the cache, is found by its next question', async () => {
  await pull(town);
  await found('martin');
  const window = { ...store, database: declare(store.database.name) };
  connectData(window);
  await projectSealed(visit(1, { citizens: [citizen(7, { birthName: 'Öztürk', firstNames: 'Elif' })] }));
  index.expect(lastWritten(window));
  expect(await found('ozturk')).toEqual([id(7, 'c')]);
});

test('a question when nothing was written since the last one reads nothing', async () => {
  await pull(town);
  await found('martin');
  const [meta, view] = [vi.spyOn(store.database.meta, 'get'), vi.spyOn(store.database.view, 'where')];
  expect([await found('dupont'), meta.mock.calls, view.mock.calls]).toEqual([[id(2, 'c')], [], []]);
});

test('a demande is found by its number however it is written, and its person by it', async () => {
  await pull(town);
  await projectSealed(visit(1, { applicant: id(0, 'c') }));
  expect(await Promise.all(['26-001-01-000001-09', '26 001 01 000001 09', '260010100000109', '26-001-01-000001-10'].map((typed) => index.requestByNumber(typed)))).toEqual([
    id(1, 'e'), id(1, 'e'), id(1, 'e'), undefined,
  ]);
  expect(await index.people('260010100000109', 5)).toEqual([
    { id: id(0, 'c'), displayName: 'MARTIN Zoé', birthDate: '1984-03-12', city: null, reasons: ['request-number'] },
  ]);
});

test('the demandes of a person follow the person they are of', async () => {
  await pull(town);
  await projectSealed(visit(1, { applicant: id(0, 'c') }));
  await projectSealed(visit(2, { applicant: id(0, 'c') }));
  expect([await index.requestsOf(id(0, 'c')), await index.requestsOf(id(1, 'c'))]).toEqual([[id(1, 'e'), id(2, 'e')], []]);
});

test('a household is the others of it', async () => {
  await pull(town);
  expect([(await index.householdOf(id(0, 'c'))).map((match) => match.id), await index.householdOf(id(2, 'c'))]).toEqual([[id(1, 'c')], []]);
});

test('somebody who may be the same person comes up with the reasons', async () => {
  await pull(town);
  expect(await index.duplicates({ birthName: 'martin', firstNames: 'zoe', birthDate: '1984-03-12', phones: [], emails: [] })).toMatchObject([
    { id: id(0, 'c'), why: ['same-name', 'same-birth-date'], strength: 'strong' },
    { id: id(1, 'c'), why: ['same-name'], strength: 'weak' },
  ]);
});

/** Names too far apart for a typo: each letter is doubled. */
const far = (n: number): string => [n % 26, Math.floor(n / 26)].map((letter) => String.fromCharCode(65 + letter).repeat(2)).join('');
const many = Array.from({ length: 250 }, (_, n) => citizen(100 + n, { birthName: `Nom${far(n)}` }));

test('the next start answers from what was kept, and from what came since', async () => {
  await pull(many);
  await projectSealed(visit(1, { applicant: many[0]!.id }));
  await index.keep();
  await pull([citizen(9, { birthName: 'Zylberman' })], 2);
  const kept = (await store.database.meta.get('search-snapshot'))?.value;
  const next = new SearchIndex(store);
  expect([await found('nomaaaa', next), await found('zylberman', next), await next.requestsOf(many[0]!.id), kept instanceof Uint8Array]).toEqual([
    [many[0]!.id], [id(9, 'c')], [id(1, 'e')], true,
  ]);
});

test('too little has changed to be worth keeping', async () => {
  await pull(town);
  await index.keep();
  expect(await store.database.meta.get('search-snapshot')).toBeUndefined();
});

test('what could not be kept is kept at the next turn', async () => {
  await pull(many);
  vi.spyOn(store.database.meta, 'put').mockRejectedValueOnce(new Error('disk full'));
  await expect(index.keep()).rejects.toThrow('disk full');
  expect(await store.database.meta.get('search-snapshot')).toBeUndefined();
  await index.keep();
  expect(await store.database.meta.get('search-snapshot')).toBeDefined();
});

test('a change that could not be read is read at the next question', async () => {
  await pull(town);
  await found('martin');
  await projectSealed(visit(1, { applicant: id(0, 'c') }));
  vi.spyOn(store.database.view, 'bulkGet').mockRejectedValueOnce(new Error('storage: no answer within 10 s'));
  await expect(found('260010100000109')).rejects.toThrow('storage');
  expect(await found('260010100000109')).toEqual([id(0, 'c')]);
});

test('what was kept and cannot be read is made again', async () => {
  await pull(town);
  await store.database.meta.put({ id: 'search-snapshot', value: new Uint8Array(40) });
  expect(await found('dupont')).toEqual([id(2, 'c')]);
});

test('a record that cannot be opened is left out, the others are found', async () => {
  await pull(town);
  await store.database.view.update(`citizens:${id(0, 'c')}`, { box: new Uint8Array(40) });
  expect([await found('martin'), await found('dupont')]).toEqual([[id(1, 'c')], [id(2, 'c')]]);
});

test('after it was forgotten, everything is found again', async () => {
  await pull(town);
  await found('martin');
  index.forget();
  expect([await found('dupont'), await found('martin')]).toEqual([[id(2, 'c')], [id(0, 'c'), id(1, 'c')]]);
});

test('forgotten at any moment of its reading, it misses nobody and keeps no half town', async () => {
  await pull(many);
  await index.keep();
  const kept = await store.database.meta.get('search-snapshot');
  const late = Array.from({ length: 250 }, (_, n) => citizen(500 + n));
  await pull([...late, ...town], 2);
  await projectSealed(visit(1, { applicant: id(2, 'c') }));
  for (let moment = 0; moment < 20; moment++) {
    await store.database.meta.put(kept!);
    const locked = new SearchIndex(store);
    const answer = found('dupont', locked);
    const keeping = locked.keep();
    for (let turn = 0; turn < moment; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
    locked.forget();
    await keeping;
    const next = new SearchIndex(store);
    expect([moment, await answer, await found('dupont', locked), await found('nomaaaa', locked), await found('nomaaaa', next)]).toEqual([
      moment, [id(2, 'c')], [id(2, 'c')], [id(100, 'c')], [id(100, 'c')],
    ]);
  }
});

/** What a day does to an index: the feed, this desk, and the worker's own life. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('pull' as const), person: fc.nat(3), name: fc.constantFrom('Martin', 'Dupont', undefined) }),
  fc.record({ kind: fc.constant('record' as const), person: fc.nat(3) }),
  fc.record({ kind: fc.constantFrom('ask' as const, 'keep' as const, 'forget' as const, 'restart' as const) }),
);

test('whatever came before, it answers as one that reads everything now', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 15 }), async (steps) => {
      disconnectData();
      connectData((store = await testStore()));
      let lived = new SearchIndex(store, { worthKeeping: 1 });
      for (const [n, one] of steps.entries()) {
        if (one.kind === 'pull' && one.name !== undefined) await pull([citizen(one.person, { birthName: one.name })], n + 1);
        else if (one.kind === 'pull') await syncStorage(store).applyPage([{ topic: 'citizens', id: id(one.person, 'c'), record: null }], 'gone', true);
        else if (one.kind === 'record') await projectSealed(visit(n + 1, { applicant: id(one.person, 'c') }));
        else if (one.kind === 'ask') await lived.people('martin', 9);
        else if (one.kind === 'keep') await lived.keep();
        else if (one.kind === 'forget') lived.forget();
        else lived = new SearchIndex(store, { worthKeeping: 1 });
      }
      await store.database.meta.delete('search-snapshot');
      expect(await everything(lived)).toEqual(await everything(new SearchIndex(store)));
    }),
    { numRuns: 60 },
  );
});

async function everything(of: SearchIndex): Promise<unknown> {
  const persons = [0, 1, 2, 3].map((n) => id(n, 'c'));
  const requests = await Promise.all(persons.map(async (person) => [...(await of.requestsOf(person))].sort()));
  return [await of.people('martin', 9), await of.people('dupont', 9), await of.people('260010100000109', 9), requests];
}

test('a letter is found by the number of its label, of the register, and of its registered envelope, also once voided', async () => {
  const [sealed] = [letter(1)];
  if (sealed.intent.kind !== 'letter') throw new Error('a letter');
  await projectSealed({ ...sealed, intent: { ...sealed.intent, letter: { ...sealed.intent.letter, registeredNumber: 'RA123456785FR' } } });
  const of = (typed: string) => index.letterByNumber(typed);
  expect([await of('26 001 01 000001 09'), await of('ra 123 456 785 fr'), await of('26-001-01-000002-09')]).toEqual([id(1, '7'), id(1, '7'), undefined]);
  await projectSealed(letterVoiding(2, 1));
  expect(await of('RA123456785FR')).toBe(id(1, '7'));
});

test('subjects are proposed by their words, most often written about first, as the last letter put them; voided ones are not', async () => {
  const about = (n: number, subject: string, departmentCode: string) => {
    const changes = [{ field: 'subject', before: null, after: subject }, { field: 'departmentCode', before: null, after: departmentCode }];
    return [letter(n), letterAmendment(n + 100, id(n, '7'), { changes })];
  };
  for (const sealed of [...about(1, 'Élagage rue Haute', 'PRO'), ...about(2, 'Bruit du chantier', 'CAB'), ...about(3, 'bruit du chantier', 'VOI'), ...about(4, 'Bruit la nuit', 'CAB'), letterVoiding(200, 4)]) {
    await projectSealed(sealed);
  }
  const chantier = { subject: 'bruit du chantier', departmentCode: 'VOI' };
  expect(await Promise.all(['bru', 'cha bru', 'elag', 'nuit'].map((typed) => index.letterSubjects(typed, 5)))).toEqual([
    [chantier], [chantier], [{ subject: 'Élagage rue Haute', departmentCode: 'PRO' }], [],
  ]);
});

test('who wrote before is proposed, most often first, a known person with what tells namesakes apart', async () => {
  await pull(town);
  const company = (n: number, name: string) => [letter(n), letterAmendment(n + 100, id(n, '7'), { changes: [{ field: 'sender', before: null, after: { kind: 'company', name } }] })];
  for (const sealed of [letter(1, { sender: id(0, 'c') }), ...company(2, 'Martel SARL'), ...company(3, 'MARTEL sarl'), letter(4), letter(5, { sender: id(1, 'c') }), letterVoiding(200, 5)]) await projectSealed(sealed);
  const zoe = { sender: { kind: 'citizen', citizenId: id(0, 'c'), displayName: 'MARTIN Zoé' }, birthDate: '1984-03-12', city: null };
  const martel = { sender: { kind: 'company', name: 'MARTEL sarl' }, birthDate: null, city: null };
  expect(await Promise.all(['mart', 'mar zo', 'sarl', 'roux'].map((typed) => index.letterSenders(typed, 5)))).toEqual([[martel, zoe], [zoe], [martel], []]);
});

test('what is known of letters survives the snapshot', async () => {
  await projectSealed(letter(1));
  const kept = new SearchIndex(store, { worthKeeping: 1 });
  await kept.keep();
  const [fresh] = [new SearchIndex(store)];
  expect([await fresh.letterByNumber('26-001-01-000001-09'), await fresh.letterSubjects('nuis', 5)]).toEqual([id(1, '7'), [{ subject: 'Nuisances sonores', departmentCode: 'voirie' }]]);
});
