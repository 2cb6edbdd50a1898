import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { err, ok } from '#shared/lib/result.ts';
import { GATEWAY_HEADER } from '#shared/contracts/desk-api/gateway-answer.ts';
import type { Me } from '#shared/contracts/grc-api/about.ts';
import { openDeskRecord } from './desk-record.ts';
import type { KeyVault, SendToGrc } from './ports.ts';
import { createSession, type DeskSession, type SessionDeps } from './session.ts';

const DESK = '0190a000-0000-7000-8000-0000000000aa';
const OTHER = '0190a000-0000-7000-8000-0000000000ab';
const ZOE = { id: '0190a000-0000-7000-8000-0000000000b1', name: 'Zoé', title: 'Agente', roles: ['counter'] };
const LEO = { id: '0190a000-0000-7000-8000-0000000000b2', name: 'Léo', title: 'Agent', roles: ['counter'] };
const town = { name: 'Sainte-Aubaine', zone: 'Europe/Paris', postalAddress: '1 place', phone: '01', dataProtectionNotice: 'RGPD' };
const NOON = Date.UTC(2026, 10, 24, 12);

/** A GRC as the session sees it, whose cable can be cut. */
function fakeGrc() {
  const me: Omit<Me, 'clerk'> = { town, desk: { deskId: DESK, site: '001', desk: '02', label: 'Accueil' }, procedures: null, policy: { idleLockMinutes: 10, cacheScope: 'site', lookedUpDays: 7 } };
  const grc = { connected: true, asked: [] as string[], me };
  const refuse = (status: number, code: string): Response =>
    Response.json({ type: 'about:blank', title: code, status, code, messageFr: code, retryable: false }, { status });
  const send: SendToGrc = async ({ method, path, credential, body }) => {
    if (!grc.connected) return Response.json({ code: 'unreachable' }, { status: 502, headers: { [GATEWAY_HEADER]: 'unreachable' } });
    grc.asked.push(`${method} ${path.split('/')[1]}`);
    const asked = JSON.parse(String(body ?? '{}')) as { clerkId?: string; pin?: string };
    if (path.startsWith('/desks/')) {
      if (typeof credential === 'string' || credential.bearer !== 'CODE') return refuse(401, 'wrong-code');
      return Response.json({ deskId: DESK, site: '001', desk: '02', label: 'Accueil', credential: 'desk-token', town, serverTime: new Date(NOON).toISOString() });
    }
    if (path === '/me') return credential === 'clerk' ? Response.json({ ...grc.me, clerk: ZOE }) : refuse(401, 'unauthorised');
    if (path === '/clerks') return Response.json({ clerks: [ZOE, LEO] });
    if (asked.pin !== '1234') return refuse(401, 'wrong-pin');
    const clerk = asked.clerkId === ZOE.id ? ZOE : LEO;
    return Response.json({ token: `token-${clerk.name}`, clerk, expiresAt: new Date(NOON + 3_600_000).toISOString() });
  };
  return { grc, send };
}

let folder: string;
let now: number;
beforeEach(() => {
  folder = tempFolder();
  now = NOON;
});

const keyring: KeyVault = { state: () => 'open', open: async () => ok(undefined), deskRecordKey: () => new Uint8Array(32) };
function sessionWith(over: Partial<SessionDeps> & { send: SendToGrc }): DeskSession {
  return createSession({
    grcChosen: () => true,
    vault: keyring,
    openDesk: async () => openDeskRecord(join(folder, 'desk.sealed'), new Uint8Array(32), () => DESK, now),
    host: () => ({ start: () => undefined, enrolmentCode: async () => 'CODE', onTrouble: () => undefined }),
    clock: { now: () => now },
    pause: async () => undefined,
    newId: () => OTHER,
    version: '0.1.0',
    siteToken: undefined,
    deskLabel: 'Accueil',
    onLastNumber: () => undefined,
    onPolicy: () => undefined,
    ...over,
  });
}
/** Until the session has heard what it asked of its own accord. */
async function heard(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}
const phase = (session: DeskSession): string => session.view().phase;

test('with a GRC of its own, a desk enrols itself and offers its clerks', async () => {
  const session = sessionWith(fakeGrc());
  await session.begin();
  expect(session.view()).toEqual({
    phase: 'choose-clerk',
    town,
    desk: { id: DESK, site: '001', desk: '02', label: 'Accueil' },
    clerks: [
      { id: ZOE.id, name: 'Zoé', title: 'Agente', knownHere: false },
      { id: LEO.id, name: 'Léo', title: 'Agent', knownHere: false },
    ],
  });
});

test('a GRC of its own that is slow to answer is asked again until the desk is enrolled', async () => {
  const { grc, send } = fakeGrc();
  grc.connected = false;
  const session = sessionWith({
    send,
    pause: async () => {
      grc.connected = true;
    },
  });
  await session.begin();
  expect(phase(session)).toBe('choose-clerk');
});

test('a GRC of its own that has no town to serve says so, and the desk opens once it has', async () => {
  let tell: (trouble: 'town-missing' | 'town-refused') => void = () => undefined;
  let mend: (code: string) => void = () => undefined;
  const code = new Promise<string>((resolve) => (mend = resolve));
  const session = sessionWith({
    ...fakeGrc(),
    host: () => ({
      start: () => tell('town-missing'),
      enrolmentCode: () => code,
      onTrouble: (listener) => {
        tell = listener;
      },
    }),
  });
  const begun = session.begin();
  const atFirst = session.view();
  tell('town-refused');
  const then = session.view();
  mend('CODE');
  await begun;
  expect([atFirst, then, phase(session)]).toEqual([{ phase: 'starting', trouble: 'town-missing' }, { phase: 'starting', trouble: 'town-refused' }, 'choose-clerk']);
});

test('each phase waits for its person: the choice of GRC, the passphrase, the code', async () => {
  let chosen = false;
  let open = false;
  const seen: string[] = [];
  const session = sessionWith({
    ...fakeGrc(),
    grcChosen: () => chosen,
    host: () => undefined,
    vault: {
      ...keyring,
      state: () => (open ? 'open' : 'passphrase-to-create'),
      open: async (typed) => {
        open = typed.length >= 12;
        return open ? ok(undefined) : err({ code: 'too-short' });
      },
    },
  });
  const then = (): number => seen.push(phase(session));
  await session.begin();
  then();
  chosen = true;
  await session.begin();
  then();
  expect(await session.passphrase('court')).toEqual(err({ code: 'too-short' }));
  then();
  await session.passphrase('une phrase assez longue');
  then();
  expect(await session.enrol('FAUX')).toEqual(err({ code: 'wrong-code' }));
  then();
  await session.enrol(' CODE ');
  then();
  expect(seen).toEqual(['setup', 'passphrase', 'passphrase', 'enrolment', 'enrolment', 'choose-clerk']);
});

test('a clerk who signed in here is recognised with the network down, another is not', async () => {
  const { grc, send } = fakeGrc();
  const first = sessionWith({ send });
  await first.begin();
  await first.signIn(ZOE.id, '1234');
  grc.connected = false;
  const session = sessionWith({ send });
  await session.begin();
  expect(await session.signIn(LEO.id, '1234')).toEqual(err({ code: 'unknown-offline' }));
  expect(await session.signIn(ZOE.id, '4321')).toEqual(err({ code: 'wrong-pin', waitMs: 0 }));
  await session.signIn(ZOE.id, '1234');
  expect(session.view()).toMatchObject({ phase: 'open', clerk: ZOE, online: false });
  expect([session.bearer('desk'), session.bearer('clerk')]).toEqual(['desk-token', undefined]);
});

test('the fifth wrong PIN makes everyone wait, over a restart too, and the GRC is not asked meanwhile', async () => {
  const { grc, send } = fakeGrc();
  const session = sessionWith({ send });
  await session.begin();
  const answers = [];
  for (let i = 0; i < 5; i += 1) answers.push(await session.signIn(ZOE.id, '9999'));
  expect(answers.map((answer) => !answer.ok && 'waitMs' in answer.refusal && answer.refusal.waitMs)).toEqual([0, 0, 0, 0, 30_000]);
  grc.asked.length = 0;
  const again = sessionWith({ send });
  await again.begin();
  now += 10_000;
  expect(await again.signIn(ZOE.id, '1234')).toEqual(err({ code: 'too-soon', waitMs: 20_000 }));
  expect(grc.asked.filter((asked) => asked === 'POST sessions')).toEqual([]);
  now += 20_000;
  expect((await again.signIn(ZOE.id, '1234')).ok).toBe(true);
});

test('a lock hides the clerk’s credential and stamps, and opens again without the network', async () => {
  const { grc, send } = fakeGrc();
  const session = sessionWith({ send });
  await session.begin();
  await session.signIn(ZOE.id, '1234');
  const stamps = session.captured();
  session.lock();
  expect({ phase: phase(session), clerk: session.bearer('clerk'), desk: session.bearer('desk'), stamps: session.captured() }).toEqual({
    phase: 'locked',
    clerk: undefined,
    desk: 'desk-token',
    stamps: undefined,
  });
  grc.connected = false;
  await session.signIn(ZOE.id, '1234');
  expect([session.view(), session.captured()]).toMatchObject([{ phase: 'open', online: true }, stamps ?? {}]);
  expect(stamps).toEqual({ clerk: { id: ZOE.id, name: 'Zoé', title: 'Agente' }, deskId: DESK, site: '001', desk: '02', at: new Date(NOON).toISOString(), zone: 'Europe/Paris' });
});

test('a token that ended leaves the clerk at the desk, said to be offline', async () => {
  const session = sessionWith(fakeGrc());
  await session.begin();
  await session.signIn(ZOE.id, '1234');
  now += 3_600_000;
  expect(session.view()).toMatchObject({ phase: 'open', online: false });
});

test('signing out leads back to the clerks, and listeners hear every phase', async () => {
  const heard: string[] = [];
  const session = sessionWith(fakeGrc());
  session.subscribe((view) => heard.push(view.phase));
  await session.begin();
  await session.signIn(ZOE.id, '1234');
  session.signOut();
  expect(heard).toEqual(['starting', 'choose-clerk', 'open', 'choose-clerk']);
});

const renamed = { ...town, name: 'Sainte-Aubaine-le-Neuf', phone: '02' };
const strict = { idleLockMinutes: 3, cacheScope: 'looked-up', lookedUpDays: 7 } as const;

test('a town that changed at the GRC is the desk’s from the next sign-in on, over a restart too', async () => {
  const { grc, send } = fakeGrc();
  const session = sessionWith({ send });
  await session.begin();
  grc.me = { ...grc.me, town: renamed, desk: { ...grc.me.desk, label: 'Guichet 2' } };
  const shown: unknown[] = [];
  session.subscribe((view) => shown.push('town' in view && [view.phase, view.town.name, view.desk.label]));
  await session.signIn(ZOE.id, '1234');
  await heard();
  expect([shown, session.enrolment()?.town]).toEqual([[['open', 'Sainte-Aubaine', 'Accueil'], ['open', 'Sainte-Aubaine-le-Neuf', 'Guichet 2']], renamed]);
  grc.connected = false;
  const again = sessionWith({ send });
  await again.begin();
  expect(again.view()).toMatchObject({ phase: 'choose-clerk', town: renamed });
});

test('the town’s rules are told when they change, and at each start as they were last heard', async () => {
  const { grc, send } = fakeGrc();
  const told: unknown[] = [];
  const onPolicy = (policy: unknown): number => told.push(policy);
  const session = sessionWith({ send, onPolicy });
  await session.begin();
  await session.signIn(ZOE.id, '1234');
  await heard();
  session.lock();
  await session.signIn(ZOE.id, '1234');
  await heard();
  grc.me = { ...grc.me, policy: strict };
  session.lock();
  await session.signIn(ZOE.id, '1234');
  await heard();
  expect(told.splice(0)).toEqual([{ idleLockMinutes: 10, cacheScope: 'site', lookedUpDays: 7 }, strict]);
  grc.connected = false;
  await sessionWith({ send, onPolicy }).begin();
  expect(told).toEqual([strict]);
});

test('while a clerk works, a contact with the GRC asks again every ten minutes, and sooner when the last answer was lost', async () => {
  const { grc, send } = fakeGrc();
  const session = sessionWith({ send });
  await session.begin();
  await session.signIn(ZOE.id, '1234');
  await heard();
  const asked = async (after: number): Promise<number> => {
    grc.asked.length = 0;
    now += after;
    session.contact();
    await heard();
    return grc.asked.filter((one) => one === 'GET me').length;
  };
  const counts = [await asked(9 * 60_000), await asked(60_000), await asked(60_000)];
  grc.connected = false;
  counts.push(await asked(10 * 60_000));
  grc.connected = true;
  counts.push(await asked(1_000));
  session.signOut();
  counts.push(await asked(20 * 60_000));
  expect(counts).toEqual([0, 1, 0, 0, 1, 0]);
});

test('site and desk stay as enrolled, and an answer about another desk changes nothing', async () => {
  const { grc, send } = fakeGrc();
  const session = sessionWith({ send });
  await session.begin();
  const enrolled = session.enrolment();
  grc.me = { ...grc.me, town: renamed, desk: { ...grc.me.desk, site: '009', desk: '09' } };
  await session.signIn(ZOE.id, '1234');
  await heard();
  expect(session.enrolment()).toEqual({ ...enrolled, town: renamed });
  grc.me = { ...grc.me, town, desk: { ...grc.me.desk, deskId: ZOE.id } };
  session.lock();
  await session.signIn(ZOE.id, '1234');
  await heard();
  expect(session.enrolment()).toEqual({ ...enrolled, town: renamed });
});
