import { expect, test } from 'vitest';
import { referenceListSchema } from '#shared/contracts/grc-api/lookup.ts';
import { procedureSchema } from '#shared/domain/procedure/procedure.ts';
import { DEMO_TOWN_FILE } from '#electron/embedded-grc/seed/prepare-town.ts';
import type { TownFile } from '#electron/embedded-grc/seed/town-file.ts';
import { enrolDesk } from './client.ts';
import { codeOf, danger } from './fixtures.ts';
import { withOwnServer } from './own-server.ts';

const [FIRST, ...OTHERS] = DEMO_TOWN_FILE.procedures;
if (FIRST === undefined) throw new Error('the demo town has no procedure');
const codesOf = (body: unknown): string[] => (body as { procedures: { code: string }[] }).procedures.map(({ code }) => code);

test.each(['departments', 'closing-days', 'streets', 'motives'])('the list of %s is read once: its ETag answers 304', async (name) => {
  const desk = await enrolDesk();
  const first = await desk.call('GET', `/reference/${name}`);
  const etag = first.headers.get('etag') ?? '';
  const again = await Promise.all([etag, `W/${etag}`, `"other", ${etag}`].map((tag) => desk.call('GET', `/reference/${name}`, { headers: { 'if-none-match': tag } })));
  const other = await desk.call('GET', `/reference/${name}`, { headers: { 'if-none-match': '"other"' } });
  expect(referenceListSchema.parse(first.body).items.length).toBeGreaterThan(2);
  expect([...again.map(({ status, body }) => [status, body]), [other.status, other.body]]).toEqual([[304, ''], [304, ''], [304, ''], [200, first.body]]);
});

test('a list that no town has is not found', async () => {
  const desk = await enrolDesk();
  const answer = await desk.call('GET', '/reference/secrets');
  expect([answer.status, codeOf(answer)]).toEqual([404, 'not-found']);
});

test('the catalogue of a channel holds what is open to it, and an unknown channel is refused', async () => {
  const desk = await enrolDesk();
  const all = codesOf((await desk.call('GET', '/procedures')).body);
  const bySms = codesOf((await desk.call('GET', '/procedures?channel=sms')).body);
  const odd = await desk.call('GET', '/procedures?channel=pigeon');
  expect([all.sort(), bySms, odd.status]).toEqual([DEMO_TOWN_FILE.procedures.map(({ code }) => code).sort(), [], 422]);
});

test('a version of a procedure may be kept for ever', async () => {
  const desk = await enrolDesk();
  const answer = await desk.call('GET', `/procedures/${FIRST.code}/versions/1`);
  const none = await Promise.all(['2', '0', '1.5', '99999999999'].map((n) => desk.call('GET', `/procedures/${FIRST.code}/versions/${n}`)));
  expect([procedureSchema.parse(answer.body), answer.headers.get('cache-control')]).toEqual([FIRST, 'private, max-age=31536000, immutable']);
  expect(none.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
});

test('the heartbeat of a desk tells it the server’s time, and only its own is taken', async () => {
  const [desk, other] = [await enrolDesk(), await enrolDesk()];
  const beat = (id: string) => desk.call('POST', `/desks/${id}/heartbeat`, { body: { version: '1.2.3', waiting: 4 } });
  const own = await beat(desk.deskId);
  const foreign = await beat(other.deskId);
  expect(Math.abs(Date.parse((own.body as { serverTime: string }).serverTime) - Date.now())).toBeLessThan(60_000);
  expect([foreign.status, codeOf(foreign)]).toEqual([403, 'other-desk']);
});

test('what a town publishes anew reaches the desks: new versions, withdrawals as tombstones, lists', { timeout: 60_000 }, async () => {
  await withOwnServer({}, async (own) => {
    const desk = await enrolDesk(own);
    const { cursor } = await desk.changes();
    const second = { ...FIRST, version: 2, title: `${FIRST.title} (nouveau)` };
    const file: TownFile = {
      ...DEMO_TOWN_FILE,
      departments: [...DEMO_TOWN_FILE.departments.filter(({ code }) => code !== 'CAB'), { code: 'NEW', name: 'Nouveau service', postalAddress: 'ici', phone: '01 99 00 10 99' }],
      procedures: [second, ...OTHERS.filter(({ departmentCode }) => departmentCode !== 'CAB')],
      reference: { ...DEMO_TOWN_FILE.reference, 'closing-days': [] },
    };
    await own.restart({ townFile: file });
    const { items, cursor: next } = await desk.changes(cursor);
    const gone = DEMO_TOWN_FILE.procedures.filter(({ departmentCode }) => departmentCode === 'CAB').map(({ code }) => code);
    expect(new Map(items.map(({ topic, id, record }) => [`${topic} ${id}`, record]))).toEqual(
      new Map<string, unknown>([
        ['departments NEW', file.departments.at(-1)],
        ['departments CAB', null],
        [`procedures ${FIRST.code}`, second],
        ...gone.map((code): [string, null] => [`procedures ${code}`, null]),
        ['reference closing-days', { name: 'closing-days', etag: expect.any(String) }],
      ]),
    );
    const before = await desk.call('GET', `/procedures/${FIRST.code}/versions/1`);
    expect(before.body).toEqual(FIRST);
    await own.restart({ townFile: file });
    expect((await desk.changes(next)).items).toEqual([]);
    await expect(own.restart({ townFile: { ...file, procedures: [{ ...second, title: 'changé' }] } })).rejects.toThrow('version 2 was published with another content');
  });
});

test('procedure version withdrawn while 20 records wait: all 20 are accepted under it', { timeout: 60_000 }, async () => {
  await withOwnServer({}, async (own) => {
    const desk = await enrolDesk(own);
    const waiting = Array.from({ length: 20 }, () => danger(desk));
    const procedures = DEMO_TOWN_FILE.procedures.map((procedure) => (procedure.code === 'danger' ? { ...procedure, version: 2, title: 'Signaler un danger' } : procedure));
    await own.restart({ townFile: { ...DEMO_TOWN_FILE, procedures } });
    const answers = await Promise.all(waiting.map((request) => desk.create(`/requests/${request.id}`, request)));
    const unknown = danger(desk, { procedureVersion: 3 });
    expect(answers.map(({ status }) => status)).toEqual(waiting.map(() => 201));
    expect(codeOf(await desk.create(`/requests/${unknown.id}`, unknown))).toBe('dependency-missing');
  });
});
