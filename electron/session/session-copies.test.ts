import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { err, ok } from '#shared/lib/result.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { GATEWAY_HEADER } from '#shared/contracts/desk-api/gateway-answer.ts';
import { present } from './desk-identity.ts';
import { openDeskRecord } from './desk-record.ts';
import type { SendToGrc } from './ports.ts';
import { createSession, type DeskSession } from './session.ts';

const ZOE = { id: '0190a000-0000-7000-8000-0000000000b1', name: 'Zoé', title: 'Agente', roles: ['counter'] };
const town = { name: 'Sainte-Aubaine', zone: 'Europe/Paris', postalAddress: '1 place', phone: '01', dataProtectionNotice: 'RGPD' };
const MINUTE = 60_000;

type Shown = { readonly last: string | null; readonly next: string };
type Body = { readonly pin?: string; readonly nonce?: string; readonly formerly?: { readonly deskId: string } } & Partial<Shown>;

/** A GRC that holds desks by id, with their nonces; each enrolment gets the next pair. `lose`: the next answer to a desk that shows itself doesn't come back. */
function fakeGrc() {
  const desks = new Map<string, { desk: string; nonce: string | undefined; formerly: string | undefined }>();
  const grc = { desks, shown: [] as Shown[], codes: ['ONE', 'TWO', 'THREE'], state: 'up' as 'up' | 'cut' | 'proxy' | 'lose', signIns: 0, slow: Promise.resolve() };
  const problem = (status: number, code: string): Response => Response.json({ type: 'about:blank', title: code, status, code, messageFr: code, retryable: false }, { status });
  const away = (): Response => Response.json({ code: 'unreachable' }, { status: 502, headers: { [GATEWAY_HEADER]: 'unreachable' } });
  const answer = (path: string, bearer: string, body: Body): Response => {
    const [, , id = '', act] = path.split('/');
    const mine = desks.get(bearer.replace('desk-', ''));
    if (path.startsWith('/desks/') && act === undefined) {
      if (!grc.codes.includes(bearer)) return problem(403, 'enrolment-code-wrong');
      const before = desks.get(id);
      if (before !== undefined && before.nonce !== body.nonce) return problem(409, 'desk-cloned');
      const desk = before?.desk ?? String(desks.size + 1).padStart(2, '0');
      desks.set(id, { desk, nonce: body.nonce, formerly: body.formerly?.deskId });
      return Response.json({ deskId: id, site: '001', desk, label: 'Accueil', credential: `desk-${id}`, town, serverTime: new Date(0).toISOString() });
    }
    if (mine === undefined) return problem(401, 'credential-unknown');
    if (act === 'presentation') {
      const { last = null, next = '' } = body;
      grc.shown.push({ last, next });
      if (mine.nonce !== last && mine.nonce !== next) return problem(409, 'desk-cloned');
      mine.nonce = next;
      return Response.json({ serverTime: new Date(0).toISOString(), lastNumber: '26-001-01-000007-44' });
    }
    if (path === '/clerks') return Response.json({ clerks: [ZOE] });
    grc.signIns += 1;
    return body.pin === '1234' ? Response.json({ token: 'token', clerk: ZOE, expiresAt: '2099-01-01T00:00:00Z' }) : problem(403, 'wrong-pin');
  };
  const send = (bearer: () => string): SendToGrc => async ({ path, credential, body }) => {
    if (grc.state === 'cut') return away();
    if (grc.state === 'proxy') return Response.json({ error: 'who are you' }, { status: 401 });
    if (path.endsWith('/presentation')) await grc.slow;
    const given = answer(path, typeof credential === 'string' ? bearer() : credential.bearer, JSON.parse(String(body ?? '{}')) as Body);
    if (grc.state !== 'lose' || !path.endsWith('/presentation')) return given;
    grc.state = 'up';
    return away();
  };
  return { grc, send };
}

let folder: string;
let now: number;
let ids: number;
let lastNumbers: string[];
beforeEach(() => {
  folder = tempFolder();
  now = Date.UTC(2026, 10, 24, 12);
  ids = 0;
  lastNumbers = [];
});
const newId = (): string => uuidv7(now, Uint8Array.from({ length: 10 }, () => (ids += 1)));

/** The desk of a folder, as each start of it opens it. */
function deskIn(home: string, { send }: ReturnType<typeof fakeGrc>, siteToken?: string): DeskSession {
  const session: DeskSession = createSession({
    grcChosen: () => true,
    vault: { state: () => 'open', open: async () => ok(undefined), deskRecordKey: () => new Uint8Array(32) },
    openDesk: async () => openDeskRecord(join(home, 'desk.sealed'), new Uint8Array(32), newId, now),
    host: () => undefined,
    send: send(() => session.bearer('desk') ?? ''),
    clock: { now: () => now },
    pause: async () => undefined,
    newId,
    version: '0.1.0',
    siteToken,
    deskLabel: 'Accueil',
    onLastNumber: (number) => lastNumbers.push(number),
    onPolicy: () => undefined,
  });
  return session;
}

async function started(home: string, town_: ReturnType<typeof fakeGrc>, siteToken?: string): Promise<DeskSession> {
  const session = deskIn(home, town_, siteToken);
  await session.begin();
  await heard();
  return session;
}
async function heard(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}
const copyOf = (home: string, name: string): string => {
  const copy = join(folder, name);
  cpSync(home, copy, { recursive: true });
  return copy;
};
const phase = (session: DeskSession): string => session.view().phase;

test('of a desk and its copy the second stops at its start: no credential, no stamps, and why it has to be enrolled', async () => {
  const fake = fakeGrc();
  const home = join(folder, 'one');
  const first = await started(home, fake);
  await first.enrol('ONE');
  const copy = copyOf(home, 'two');
  const again = await started(home, fake);
  const second = await started(copy, fake);
  await second.signIn(ZOE.id, '1234');
  expect([phase(again), second.view(), second.bearer('desk'), second.captured()]).toEqual(['choose-clerk', { phase: 'enrolment', because: 'cloned' }, undefined, undefined]);
  expect((await started(copy, fake)).view()).toEqual({ phase: 'enrolment', because: 'cloned' });
  const before = again.enrolment();
  await second.enrol('TWO');
  expect([second.enrolment()?.desk, second.enrolment()?.deskId === before?.deskId, [...fake.grc.desks.values()].map(({ formerly }) => formerly)]).toEqual(['02', false, [undefined, before?.deskId]]);
  expect([phase(await started(home, fake)), phase(await started(copy, fake))]).toEqual(['choose-clerk', 'choose-clerk']);
});

test('a copy that starts while its GRC can be reached is no clerk’s, however fast the PIN comes', async () => {
  const fake = fakeGrc();
  const home = join(folder, 'one');
  await (await started(home, fake)).enrol('ONE');
  const copy = copyOf(home, 'two');
  await started(home, fake);
  let answerNow: () => void = () => undefined;
  fake.grc.slow = new Promise((resolve) => (answerNow = resolve));
  const second = deskIn(copy, fake);
  await second.begin();
  const entering = second.signIn(ZOE.id, '1234');
  await heard();
  answerNow();
  expect([await entering, fake.grc.signIns]).toEqual([ok({ phase: 'enrolment', because: 'cloned' }), 0]);
});

test('what is shown is on the disk before it leaves, and is shown again until it was answered', async () => {
  const fake = fakeGrc();
  const home = join(folder, 'one');
  await (await started(home, fake)).enrol('ONE');
  fake.grc.state = 'lose';
  await started(home, fake);
  await started(home, fake);
  const [lost, again] = fake.grc.shown;
  await started(home, fake);
  expect([again, fake.grc.shown[2]?.last, lastNumbers.length]).toEqual([lost, again?.next, 2]);
});

test('what the disk could not keep is not shown, however often it is tried', async () => {
  const fake = fakeGrc();
  const home = join(folder, 'one');
  const session = await started(home, fake);
  await session.enrol('ONE');
  const disk = { full: true };
  const record = openDeskRecord(join(home, 'desk.sealed'), new Uint8Array(32), newId, now);
  const keeping = { ...record, update: (changes: Parameters<typeof record.update>[0]) => {
    record.update(changes);
    if (disk.full) throw new Error('ENOSPC');
  } };
  const show = (): Promise<unknown> => present(fake.send(() => session.bearer('desk') ?? ''), keeping, () => undefined).catch(() => 'not kept');
  const whileFull = [await show(), await show(), fake.grc.shown.length];
  disk.full = false;
  expect([whileFull, await show(), fake.grc.shown.length]).toEqual([['not kept', 'not kept', 0], 'known', 1]);
});

test('a desk shows itself each quarter of an hour, after a silence, and a minute after it was not heard', async () => {
  const fake = fakeGrc();
  const session = await started(join(folder, 'one'), fake);
  await session.enrol('ONE');
  await heard();
  session.contact();
  await heard();
  const shownAfter = async (ms: number, speaking = true): Promise<number> => {
    fake.grc.shown.length = 0;
    for (let left = ms; left > 0; left -= MINUTE) {
      now += speaking ? Math.min(left, MINUTE) : left;
      session.contact();
      await heard();
      if (!speaking) break;
    }
    return fake.grc.shown.length;
  };
  const counts = [await shownAfter(14 * MINUTE), await shownAfter(MINUTE), await shownAfter(4 * MINUTE, false)];
  fake.grc.state = 'proxy';
  counts.push(await shownAfter(15 * MINUTE));
  fake.grc.state = 'up';
  counts.push(await shownAfter(MINUTE));
  expect([counts, phase(session)]).toEqual([[0, 1, 1, 0, 1], 'choose-clerk']);
});

test('a disk that was copied before its desk was enrolled becomes two desks', async () => {
  const fake = fakeGrc();
  const home = join(folder, 'one');
  await started(home, fake);
  const copy = copyOf(home, 'two');
  const [one, two] = [await started(home, fake), await started(copy, fake)];
  await one.enrol('ONE');
  await two.enrol('TWO');
  expect([one.enrolment()?.desk, two.enrolment()?.desk, phase(two)]).toEqual(['01', '02', 'choose-clerk']);
});

test('with a site token a copy goes on by itself, as another desk', async () => {
  const fake = fakeGrc();
  const home = join(folder, 'one');
  await started(home, fake, 'ONE');
  const copy = copyOf(home, 'two');
  await started(home, fake, 'ONE');
  const second = await started(copy, fake, 'ONE');
  expect([phase(second), second.enrolment()?.desk]).toEqual(['choose-clerk', '02']);
});

test('a desk that its GRC lost says so, works on, and is enrolled again when its clerk decides', async () => {
  const fake = fakeGrc();
  const session = await started(join(folder, 'one'), fake);
  await session.enrol('ONE');
  await session.signIn(ZOE.id, '1234');
  const before = session.enrolment();
  expect(await session.enrolAgain()).toEqual(err({ code: 'still-known' }));
  fake.grc.desks.clear();
  session.doubt();
  await heard();
  expect([session.view(), session.captured()?.deskId]).toMatchObject([{ phase: 'open', isUnknown: true }, before?.deskId]);
  expect(await session.enrolAgain()).toEqual(ok({ phase: 'enrolment', because: 'unknown' }));
  expect(session.stayEnrolled()).toMatchObject({ phase: 'choose-clerk', isUnknown: true });
  expect(session.enrolment()).toEqual(before);
  await session.enrolAgain();
  await session.enrol('TWO');
  expect([session.view(), session.enrolment()?.deskId === before?.deskId]).toEqual([expect.not.objectContaining({ isUnknown: true }), false]);
});

test.each(['cut', 'proxy'] as const)('a 401 or a silence that is not the GRC’s own (%s) puts no desk out', async (state) => {
  const fake = fakeGrc();
  const session = await started(join(folder, 'one'), fake);
  await session.enrol('ONE');
  fake.grc.state = state;
  expect(await session.enrolAgain()).toEqual(err({ code: 'unreachable' }));
  expect([phase(session), 'isUnknown' in session.view()]).toEqual(['choose-clerk', false]);
});
