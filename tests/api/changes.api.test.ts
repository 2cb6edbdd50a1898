import { expect, test } from 'vitest';
import { changesPageSchema } from '#shared/contracts/grc-api/wire.ts';
import { DEMO_TOWN_FILE } from '#electron/embedded-grc/seed/prepare-town.ts';
import { enrolDesk, newId, servers, type Desk } from './client.ts';
import { codeOf, danger, person, personWrite } from './fixtures.ts';
import { withOwnServer } from './own-server.ts';

const DAY_MS = 86_400_000;

test('what is written is in the changes once, after the cursor, with its number', async () => {
  const desk = await enrolDesk();
  const { cursor } = await desk.changes();
  const citizen = person();
  const request = danger(desk, { applicant: { citizenId: citizen.id, displayName: 'TESTARD Élodie' } });
  await desk.create(`/citizens/${citizen.id}`, personWrite(citizen));
  await desk.create(`/requests/${request.id}`, request);
  const { items, cursor: next } = await desk.changes(cursor, 'citizens,requests');
  const mine = items.filter(({ id }) => id === citizen.id || id === request.id);
  expect(mine.map(({ topic, record }) => [topic, record !== null && 'grcNumber' in record && /^D-\d{4}-\d{6}$/.test(record.grcNumber ?? '')])).toEqual([
    ['citizens', false],
    ['requests', true],
  ]);
  expect((await desk.changes(next, 'citizens,requests')).items.filter(({ id }) => id === request.id)).toEqual([]);
});

test('a cursor of another server is expired, and says so', async () => {
  const desk = await enrolDesk();
  const answer = await desk.call('GET', `/changes?cursor=${Buffer.from('other 1 1').toString('base64url')}`);
  expect([answer.status, codeOf(answer)]).toEqual([410, 'cursor-expired']);
});

test('twenty desks on all servers at once: every change is found once, none skipped, in order for each request', { timeout: 60_000 }, async () => {
  const at = (place: number) => servers[place % servers.length];
  const desks = await Promise.all(Array.from({ length: 20 }, (_, place) => enrolDesk(at(place))));
  const readers = await Promise.all(servers.flatMap((_, place) => [place, place]).map((place) => enrolDesk(at(place))));
  const written = new Map<string, number>();
  let writing = true;
  let deadline = Infinity;
  const hasAll = (seen: readonly Seen[]): boolean => {
    const last = new Map(seen.map(({ id, rev }) => [id, rev]));
    return [...written].every(([id, rev]) => last.get(id) === rev);
  };
  // All begin before anything is written: what a beginning reads itself is not followed.
  const beginnings = await Promise.all(readers.map((reader) => reader.changes('', 'requests')));
  const follow = async (reader: Desk, from: string, limit: number): Promise<readonly Seen[]> => {
    let cursor = from;
    const seen: Seen[] = [];
    for (;;) {
      const page = await readPage(reader, cursor, limit);
      cursor = page.nextCursor;
      seen.push(...page.items.flatMap(({ id, record }) => (record !== null && 'rev' in record ? [{ id, rev: record.rev }] : [])));
      // A change shows once every transaction older than its own has ended, those of other databases of the cluster too.
      if (!writing && (hasAll(seen) || Date.now() > deadline)) return seen;
      if (!page.more) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const following = Promise.all(readers.map((reader, place) => follow(reader, beginnings[place]?.cursor ?? '', place % 2 === 0 ? 3 : 200)));
  await Promise.all(
    desks.map(async (desk, place) => {
      for (let turn = 0; turn < 4; turn += 1) {
        const request = danger(desk);
        expect((await desk.create(`/requests/${request.id}`, request)).status).toBe(201);
        // Another desk, on another server where there is one, goes on with it.
        const other = desks[(place + 1) % desks.length] ?? desk;
        for (const note of ['une', 'deux']) {
          const amendment = { id: newId(), kind: 'complement', changes: [{ field: 'note', before: note === 'une' ? null : 'une', after: note }] };
          expect((await other.create(`/requests/${request.id}/amendments/${amendment.id}`, { amendment, captured: null })).status).toBe(201);
        }
        written.set(request.id, 3);
      }
    }),
  );
  writing = false;
  deadline = Date.now() + 20_000;
  for (const seen of await following) {
    const ours = seen.filter(({ id }) => written.has(id));
    const lastRevs = new Map(ours.map(({ id, rev }) => [id, rev]));
    expect(lastRevs).toEqual(written);
    for (const id of written.keys()) {
      const revs = ours.filter((each) => each.id === id).map(({ rev }) => rev);
      expect(revs).toEqual([...new Set(revs)].sort((a, b) => a - b));
    }
  }
});

test('cursor expired: a desk away for longer than tombstones are kept reads those topics again, and only those', { timeout: 60_000 }, async () => {
  await withOwnServer({}, async (own) => {
    const [away, fresh] = [await enrolDesk(own), await enrolDesk(own)];
    const { cursor: old } = await away.changes();
    const [gone, ...procedures] = DEMO_TOWN_FILE.procedures;
    await own.restart({ townFile: { ...DEMO_TOWN_FILE, procedures } });
    own.skewMs = 2 * DAY_MS;
    const { cursor: seen } = await fresh.changes();
    own.skewMs = 399 * DAY_MS;
    await own.restart();
    expect((await away.changes(old, 'procedures')).items).toEqual([{ topic: 'procedures', id: gone?.code, record: null }]);
    own.skewMs = 402 * DAY_MS;
    await own.restart();
    await expect.poll(async () => (await away.call('GET', `/changes?cursor=${old}`)).status, { timeout: 10_000 }).toBe(410);
    expect((await away.call('GET', `/changes?cursor=${old}`)).body).toMatchObject({ code: 'cursor-expired', expiredTopics: ['procedures'], retryable: false });
    expect((await away.call('GET', `/changes?cursor=${old}&topics=citizens,requests`)).status).toBe(200);
    expect((await fresh.call('GET', `/changes?cursor=${seen}`)).status).toBe(200);
    const again: string[] = [];
    for (let cursor = '', more = true; more; ) {
      const page = await readPage(away, cursor, 2, 'procedures');
      again.push(...page.items.map(({ id }) => id));
      ({ nextCursor: cursor, more } = page);
    }
    expect(again.sort()).toEqual(procedures.map(({ code }) => code).sort());
  });
});

type Seen = { readonly id: string; readonly rev: number };

async function readPage(desk: Desk, cursor: string, limit: number, topics = 'requests') {
  return changesPageSchema.parse((await desk.call('GET', `/changes?cursor=${cursor}&topics=${topics}&limit=${limit}`)).body);
}
