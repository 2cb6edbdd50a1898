import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { APP_FOLDER } from '#build/electron-launch.ts';
import { DEMO_TOWN_FILE } from '#electron/embedded-grc/seed/prepare-town.ts';
import type { TownFile } from '#electron/embedded-grc/seed/town-file.ts';
import type { SealedMailItem } from '#shared/domain/mail/mail-item.ts';
import type { SealedRequest } from '#shared/domain/service-request/service-request.ts';
import { call, clerkOf, enrolDesk, newId, type Desk } from './client.ts';
import { capturedAt, codeOf, danger, HELENE, KARIM, NOW, person, personWrite, SOPHIE } from './fixtures.ts';
import { ownStorage } from './own-process.ts';
import { withOwnServer } from './own-server.ts';

const LONG = { timeout: 60_000 };
const IT = { id: newId(), name: 'Ivan Technique', title: 'Informaticien', roles: ['it'] as const, pin: '9753' };
type Entry = NonNullable<TownFile['clerks']>[number];
const entry = (clerk: typeof SOPHIE | typeof IT, over: Partial<Entry> = {}): Entry => ({ ...clerk, procedures: null, departments: null, ...over });
const townWith = (...clerks: readonly Entry[]): TownFile => ({ ...DEMO_TOWN_FILE, clerks });

function letter(desk: Desk, over: Partial<SealedMailItem>): SealedMailItem {
  return { id: newId(), kind: 'simple', receivedOn: NOW.slice(0, 10), sender: { kind: 'unknown' }, subject: '', departmentCode: 'VOI', copyTo: [], confidential: true, requestIds: [], attachments: [], deskNumber: null, captured: capturedAt(desk), ...over };
}

/** A request of another department than a danger's. */
function litter(desk: Desk, over: Partial<SealedRequest> = {}): SealedRequest {
  return danger(desk, { procedureCode: 'cleanliness', procedureTitle: 'Propreté de la rue', departmentCode: 'PRO', form: { place: 'rue du Puits', kind: 'dump' }, ...over });
}
const by = (desk: Desk, clerk: { readonly id: string; readonly name: string; readonly title: string }, at?: string) =>
  capturedAt(desk, { clerk: { id: clerk.id, name: clerk.name, title: clerk.title }, ...(at !== undefined && { at }) });

test('who looks after the machines signs in, and sees and records nobody', LONG, async () => {
  await withOwnServer({ townFile: townWith(entry(SOPHIE), entry(IT)) }, async (own) => {
    const desk = await enrolDesk(own);
    const bearer = await clerkOf(desk, IT);
    const look = (method: string, path_: string, body?: unknown) => desk.call(method, path_, { bearer, ...(body !== undefined && { body }) });
    const looked = [await look('POST', '/citizens/search', { text: 'martin' }), await look('GET', `/citizens/${newId()}`), await look('POST', '/requests/search', { number: 'D-2026' }), await look('GET', `/requests/${newId()}`)];
    const request = danger(desk, { captured: by(desk, IT) });
    const recorded = await desk.create(`/requests/${request.id}`, request);
    const citizen = person();
    const created = await desk.create(`/citizens/${citizen.id}`, { citizen, captured: by(desk, IT) });
    expect((await look('GET', '/me')).status).toBe(200);
    expect([...looked, recorded, created].map((answer) => [answer.status, codeOf(answer)])).toEqual(Array.from({ length: 6 }, () => [403, 'not-allowed']));
  });
});

test('a clerk sees the requests and documents of the departments served, and no others', LONG, async () => {
  await withOwnServer({ townFile: townWith(entry(SOPHIE, { departments: ['VOI'] }), entry(HELENE)) }, async (own) => {
    const desk = await enrolDesk(own);
    const citizen = person();
    await desk.create(`/citizens/${citizen.id}`, personWrite(citizen));
    const applicant = { citizenId: citizen.id, displayName: 'TESTARD Élodie' };
    const documents = (title: string) => [{ id: newId(), type: title, title, mandatory: false, status: 'provided' as const, attachmentIds: [] }];
    const [roads, streets] = [danger(desk, { applicant, captured: by(desk, HELENE), documents: documents('plan') }), litter(desk, { applicant, captured: by(desk, HELENE), documents: documents('photo') })];
    for (const request of [roads, streets]) expect((await desk.create(`/requests/${request.id}`, request)).status).toBe(201);
    const seenBy = async (clerk: typeof SOPHIE): Promise<unknown> => {
      const bearer = await clerkOf(desk, clerk);
      const found = await desk.call('POST', '/requests/search', { bearer, body: { citizenId: citizen.id } });
      const held = await desk.call('GET', `/citizens/${citizen.id}/documents`, { bearer });
      const me = await desk.call('GET', '/me', { bearer });
      return {
        found: (found.body as { items: { departmentCode: string }[] }).items.map(({ departmentCode }) => departmentCode).sort(),
        held: (held.body as { documents: { type: string }[] }).documents.map(({ type }) => type).sort(),
        read: await Promise.all([roads, streets].map(async ({ id }) => (await desk.call('GET', `/requests/${id}`, { bearer })).status)),
        procedures: (me.body as { procedures: string[] | null }).procedures,
      };
    };
    expect([await seenBy(SOPHIE), await seenBy(HELENE)]).toEqual([
      { found: ['VOI'], held: ['plan'], read: [200, 404], procedures: DEMO_TOWN_FILE.procedures.flatMap(({ code, departmentCode }) => (departmentCode === 'VOI' ? [code] : [])).sort() },
      { found: ['PRO', 'VOI'], held: ['photo', 'plan'], read: [200, 200], procedures: null },
    ]);
  });
});

test('a clerk records, and amends, what the rights of that day reach; what was recorded before they ended stays welcome', LONG, async () => {
  await withOwnServer({ townFile: townWith(entry(SOPHIE), entry(HELENE)) }, async (own) => {
    const desk = await enrolDesk(own);
    const before = new Date().toISOString();
    own.skewMs = 60_000;
    await own.restart({ townFile: townWith(entry(SOPHIE, { procedures: ['danger'] }), entry(HELENE)) });
    const after = new Date(Date.now() + 120_000).toISOString();
    const record = async (request: SealedRequest): Promise<unknown> => {
      const answer = await desk.create(`/requests/${request.id}`, request);
      return answer.status === 201 ? 'recorded' : [codeOf(answer), (answer.body as { retryable: unknown }).retryable];
    };
    const others = litter(desk, { captured: by(desk, HELENE, after) });
    expect([
      await record(danger(desk, { captured: by(desk, SOPHIE, after) })),
      await record(litter(desk, { captured: by(desk, SOPHIE, before) })),
      await record(litter(desk, { captured: by(desk, SOPHIE, after) })),
      await record(others),
      await record(danger(desk, { captured: by(desk, { ...SOPHIE, id: newId() }, after) })),
    ]).toEqual(['recorded', 'recorded', ['not-allowed', false], 'recorded', ['clerk-unknown', false]]);
    const opId = newId();
    const amendment = { amendment: { id: opId, kind: 'correction', changes: [{ field: 'form.place', before: 'rue du Puits', after: 'ailleurs' }] }, captured: by(desk, SOPHIE, after) };
    expect(codeOf(await desk.create(`/requests/${others.id}/amendments/${opId}`, amendment, opId))).toBe('not-allowed');
  });
});

test('a desk enrolled for one department is sent, shown and lets record only what is that department’s', LONG, async () => {
  await withOwnServer({ townFile: townWith(entry(SOPHIE), entry(KARIM, { departments: ['PRO'] })) }, async (own) => {
    const everywhere = await enrolDesk(own);
    const mine = danger(everywhere);
    const foreign = litter(everywhere);
    for (const request of [mine, foreign]) await everywhere.create(`/requests/${request.id}`, request);
    const letters = [{ departmentCode: 'VOI', copyTo: [] }, { departmentCode: 'PRO', copyTo: [] }, { departmentCode: 'PRO', copyTo: ['VOI'] }].map((to) => letter(everywhere, to));
    for (const each of letters) expect((await everywhere.create(`/mail-items/${each.id}`, each)).status).toBe(201);
    await own.restart({ enrolmentCode: 'of-the-roads', codeScope: { procedures: null, departments: ['VOI'] } });
    const desk = await enrolDesk({ url: own.url, code: 'of-the-roads' });
    const roads = DEMO_TOWN_FILE.procedures.flatMap(({ code, departmentCode }) => (departmentCode === 'VOI' ? [code] : [])).sort();
    const { items } = await desk.changes('', 'requests,procedures');
    const catalogue = (await desk.call('GET', '/procedures')).body as { procedures: { code: string }[] };
    expect([items.map(({ id }) => id).sort(), catalogue.procedures.map(({ code }) => code).sort()]).toEqual([[mine.id, ...roads].sort(), roads]);
    expect((await desk.changes('', 'mail-items')).items.map(({ id }) => id).sort()).toEqual([letters[0]?.id, letters[2]?.id].sort());
    expect((await everywhere.changes('', 'requests')).items.map(({ id }) => id).sort()).toEqual([mine.id, foreign.id].sort());

    const [allowed, refused] = [danger(desk), litter(desk)];
    expect([(await desk.create(`/requests/${allowed.id}`, allowed)).status, codeOf(await desk.create(`/requests/${refused.id}`, refused))]).toEqual([201, 'not-allowed']);
    const reads = async (clerk: typeof SOPHIE) => {
      const bearer = await clerkOf(desk, clerk);
      return Promise.all([mine, foreign].map(async ({ id }) => (await desk.call('GET', `/requests/${id}`, { bearer })).status));
    };
    // Karim serves another department: on this desk, nothing is both's.
    expect([await reads(SOPHIE), await reads(KARIM)]).toEqual([[200, 404], [404, 404]]);
  });
});

test('who is left out of the town file signs in no more, and is shown out', LONG, async () => {
  await withOwnServer({ townFile: townWith(entry(SOPHIE), entry(KARIM)) }, async (own) => {
    const desk = await enrolDesk(own);
    const bearer = await clerkOf(desk, KARIM);
    const { pin: _, ...withoutPin } = entry(SOPHIE);
    await own.restart({ townFile: townWith(withoutPin) });
    const clerks = (await desk.call('GET', '/clerks')).body as { clerks: { id: string }[] };
    const again = await desk.call('POST', '/sessions', { body: { clerkId: KARIM.id, pin: KARIM.pin } });
    expect([clerks.clerks.map(({ id }) => id), (await desk.call('GET', '/me', { bearer })).status, codeOf(again), (await clerkOf(desk, SOPHIE)).startsWith('clerk_')]).toEqual([[SOPHIE.id], 401, 'wrong-pin', true]);
    const late = danger(desk, { captured: by(desk, KARIM) });
    expect((await desk.create(`/requests/${late.id}`, late)).status).toBe(201);
  });
});

test('an enrolment code ends with its days, and one for one desk with its desk', LONG, async () => {
  await withOwnServer({ codeExpiresAt: Date.now() + 3_600_000 }, async (own) => {
    await enrolDesk(own);
    own.skewMs = 3_700_000;
    const late = await call('PUT', `/desks/${newId()}`, own.code, {}, { label: '', version: 'test' }, own);
    await own.restart({ enrolmentCode: 'for-one', codeKind: 'one-time', codeExpiresAt: undefined });
    const [first, second] = [newId(), newId()];
    const enrol = (id: string) => call('PUT', `/desks/${id}`, 'for-one', {}, { label: '', version: 'test' }, own);
    expect([codeOf(late), (await enrol(first)).status, codeOf(await enrol(second)), (await enrol(first)).status]).toEqual(['enrolment-code-expired', 201, 'enrolment-code-expired', 201]);
  });
});

test('npm run grc starts an empty town only from its own file, never with the demo’s clerks', LONG, async () => {
  const storage = await ownStorage();
  try {
    const file = path.join(storage.dataDir, 'town.json');
    const start = (...args: readonly string[]) =>
      spawnSync(process.execPath, [path.join(APP_FOLDER, 'electron/embedded-grc/cli.ts'), '--port', '0', '--data', storage.dataDir, ...args], { env: { ...process.env, DATABASE_URL: storage.databaseUrl ?? '' }, encoding: 'utf8' });
    const bare = start();
    writeFileSync(file, JSON.stringify(DEMO_TOWN_FILE));
    const nobody = start('--town', file);
    writeFileSync(file, JSON.stringify({ ...townWith(entry(IT)), site: '7' }));
    const wrong = start('--town', file);
    expect([bare, nobody, wrong].map(({ status, stderr }) => [status, stderr])).toEqual([
      [1, 'the storage is empty: give a town file, or ask for the demo\n'],
      [1, 'the storage is empty: the town file must name its site and its clerks\n'],
      [1, expect.stringContaining('→ at site')],
    ]);
    writeFileSync(file, JSON.stringify({ ...townWith(entry(SOPHIE)), site: '207' }));
    const grc = await storage.start(['--town', file], {}, { demo: false });
    const desk = await enrolDesk(grc);
    const clerks = (await desk.call('GET', '/clerks')).body as { clerks: { id: string }[] };
    expect([desk.site, clerks.clerks.map(({ id }) => id), (await clerkOf(desk, SOPHIE)).startsWith('clerk_')]).toEqual(['207', [SOPHIE.id], true]);
  } finally {
    await storage.remove();
  }
});
