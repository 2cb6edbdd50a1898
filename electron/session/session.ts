import { unreachable } from '#shared/lib/unreachable.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Captured } from '#shared/domain/desk/captured.ts';
import type { EnrolAgainRefusal, EnrolRefusal, GrcTrouble, PassphraseRefusal, SessionView, SignInRefusal } from '#shared/contracts/ipc/session.ts';
import type { DeskPolicy } from '#shared/contracts/grc-api/about.ts';
import type { Enrolment } from '#shared/contracts/grc-api/wire.ts';
import { createLogger } from '#electron/diagnostics/log.ts';
import type { DeskRecordFile } from './desk-record.ts';
import { askAnew, enrolAs, isToEnrol, present, stayAsEnrolled } from './desk-identity.ts';
import { fetchClerks, fetchMe, type Standing } from './grc-account.ts';
import { learntFrom } from './learn-me.ts';
import type { Clock, GrcHost, KeyVault, SendToGrc } from './ports.ts';
import { createPresence } from './presence.ts';
import { signInClerk } from './sign-in.ts';
import { validToken, viewOf, type SessionState, type SignedIn } from './session-view.ts';

const log = createLogger('session');
const ME_EVERY_MS = 10 * 60_000;

export type SessionDeps = {
  /** False while nobody chose a GRC. */
  readonly grcChosen: () => boolean;
  readonly vault: KeyVault;
  /** Called once the keys are open; what depends on them (journal, attachments, printing) opens here. */
  readonly openDesk: () => Promise<DeskRecordFile>;
  /** Only in demo and embedded. */
  readonly host: () => GrcHost | undefined;
  readonly send: SendToGrc;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<void>;
  readonly newId: () => string;
  readonly version: string;
  readonly siteToken: string | undefined;
  readonly deskLabel: string | undefined;
  /** The last number that the GRC holds of this desk: none up to it is given again. */
  readonly onLastNumber: (number: string) => void;
  /** The town's rules: those of the last contact when the desk opens, then each time they change. */
  readonly onPolicy: (policy: DeskPolicy) => void;
};

/** Who works on this desk and on whose behalf: the only source of credentials and of the stamps of a record. */
export type DeskSession = {
  readonly view: () => SessionView;
  readonly subscribe: (listener: (view: SessionView) => void) => () => void;
  /** Goes as far as it can without a person; called at start and after the GRC was chosen. */
  readonly begin: () => Promise<void>;
  readonly passphrase: (typed: string) => Promise<Result<SessionView, PassphraseRefusal>>;
  readonly enrol: (code: string) => Promise<Result<SessionView, EnrolRefusal>>;
  /** Asks the GRC whether it still knows this desk, and goes to the enrolment when it says no. */
  readonly enrolAgain: () => Promise<Result<SessionView, EnrolAgainRefusal>>;
  /** Back from there, as the desk that it still is. */
  readonly stayEnrolled: () => SessionView;
  readonly signIn: (clerkId: string, pin: string) => Promise<Result<SessionView, SignInRefusal>>;
  readonly lock: () => SessionView;
  readonly signOut: () => SessionView;
  readonly bearer: (credential: 'desk' | 'clerk') => string | undefined;
  readonly enrolment: () => Enrolment | undefined;
  /** The GRC answered something: now and then the desk asks what has changed of its town, and shows that it is no copy. */
  readonly contact: () => void;
  /** The GRC refused the desk's credential: it is asked what it knows of this desk. */
  readonly doubt: () => void;
  /** The GRC no longer takes the clerk's token: they stay at the desk, said to be offline. */
  readonly forgetToken: () => void;
  /** Stamps of an act done now; undefined unless a clerk is at the desk. */
  readonly captured: () => Captured | undefined;
};

export function createSession(deps: SessionDeps): DeskSession {
  const { vault, send, clock } = deps;
  const listeners = new Set<(view: SessionView) => void>();
  let state: SessionState = { at: 'starting' };
  let record: DeskRecordFile | undefined;
  let trouble: GrcTrouble | undefined;
  let askedMeAt = Number.NEGATIVE_INFINITY;

  let isUnknown = false;
  const presence = createPresence(async () => (record === undefined ? 'not-heard' : present(send, record, deps.onLastNumber)), stand, clock);

  const view = (): SessionView => viewOf(state, record?.get(), { nowMs: clock.now(), isUnknown });
  const enrolment = (): Enrolment | undefined => record?.get().enrolment ?? undefined;

  function enter(next: SessionState): SessionView {
    state = next;
    log.info('phase', { phase: state.at });
    const seen = view();
    for (const listener of listeners) listener(seen);
    return seen;
  }

  async function begin(): Promise<void> {
    if (!deps.grcChosen()) return void enter({ at: 'setup' });
    const host = deps.host();
    host?.onTrouble(noteTrouble);
    host?.start();
    const lockState = vault.state();
    if (lockState !== 'open') return void enter({ at: 'passphrase', create: lockState === 'passphrase-to-create' });
    await openDesk();
  }

  async function openDesk(): Promise<void> {
    enter({ at: 'starting', trouble });
    record = await deps.openDesk();
    obey(record.get().policy);
    if (enrolment() !== undefined) {
      if (deps.host() === undefined) void presence.show();
      return offerClerks();
    }
    const enrolling = enrolByItself();
    // With a GRC of our own there is no code to type: wait for it. Elsewhere drafts may begin meanwhile.
    if (deps.host() === undefined) enter({ at: 'enrolment' });
    await enrolling;
  }

  function noteTrouble(found: GrcTrouble): void {
    trouble = found;
    if (state.at === 'starting') enter({ at: 'starting', trouble });
  }

  async function offerClerks(): Promise<void> {
    if (record?.get().clerks.length === 0) await refreshClerks();
    else void refreshClerks();
    enter({ at: 'choose-clerk' });
  }

  /** With the code of the GRC that this process started, or the site token of the policy; again until the network is there. */
  async function enrolByItself(): Promise<void> {
    const host = deps.host();
    while (record !== undefined && isToEnrol(record.get())) {
      const code = host !== undefined ? await host.enrolmentCode() : deps.siteToken;
      if (code === undefined) return;
      const enrolled = await enrolWith(code);
      if (enrolled.ok) return offerClerks();
      log.warn('not enrolled', { code: enrolled.refusal.code });
      if (enrolled.refusal.code !== 'unreachable') return void enter({ at: 'enrolment' });
      await deps.pause(host !== undefined ? 1_000 : 30_000);
    }
  }

  async function enrolWith(code: string): Promise<Result<Enrolment, EnrolRefusal>> {
    if (record === undefined) return err({ code: 'unreachable' });
    const enrolled = await enrolAs({ send, newId: deps.newId, label: deps.deskLabel, version: deps.version }, record, code);
    if (enrolled.ok) isUnknown = false;
    return enrolled;
  }

  /** What the GRC said of this desk. A copy stops here and now; a desk that was lost says so, and its clerk decides. */
  function stand(standing: Standing): void {
    if (standing === 'cloned') return leave('cloned');
    const wasUnknown = isUnknown;
    if (standing !== 'not-heard') isUnknown = standing === 'unknown';
    if (isUnknown !== wasUnknown) enter(state);
  }

  function leave(because: 'cloned' | 'unknown'): void {
    if (record === undefined || enrolment() === undefined) return;
    log.warn('to be enrolled anew', { because });
    askAnew(record, because, deps.newId);
    enter({ at: 'enrolment' });
    void enrolByItself();
  }

  async function refreshClerks(): Promise<void> {
    const clerks = await fetchClerks(send);
    if (clerks === undefined || record === undefined) return;
    record.update({ clerks });
    if (state.at === 'choose-clerk') enter(state);
  }

  /** The town's name, address or rules may have changed since enrolment: from here on the desk says and does the new ones. */
  async function refreshMe(): Promise<void> {
    askedMeAt = clock.now();
    const me = await fetchMe(send);
    // Asked again at the next contact, whenever that is.
    if (me === undefined) askedMeAt = Number.NEGATIVE_INFINITY;
    const changes = me && record && learntFrom(me, record.get());
    if (record === undefined || changes === undefined) return;
    record.update(changes);
    if (changes.policy !== undefined) obey(changes.policy);
    enter(state);
  }

  function obey(policy: DeskPolicy | null): void {
    if (policy !== null) deps.onPolicy(policy);
  }

  function signedIn(): SignedIn | undefined {
    return state.at === 'open' || state.at === 'locked' ? state : undefined;
  }

  return {
    view,
    enrolment,
    begin,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    passphrase: async (typed) => {
      if (state.at !== 'passphrase') return ok(view());
      const opened = await vault.open(typed);
      if (!opened.ok) return opened;
      await openDesk();
      return ok(view());
    },
    enrol: async (code) => {
      if (state.at !== 'enrolment') return ok(view());
      const enrolled = await enrolWith(code.trim());
      if (!enrolled.ok) return enrolled;
      await offerClerks();
      return ok(view());
    },
    enrolAgain: async () => {
      const standing = await presence.show();
      if (standing === 'known') return err({ code: 'still-known' });
      if (standing === 'not-heard') return err({ code: 'unreachable' });
      if (standing === 'unknown') leave('unknown');
      return ok(view());
    },
    stayEnrolled: () => {
      if (record === undefined || state.at !== 'enrolment' || enrolment() === undefined) return view();
      stayAsEnrolled(record);
      return enter({ at: 'choose-clerk' });
    },
    signIn: async (clerkId, pin) => {
      // A copy is noticed before it gives its first number.
      await presence.settled();
      if (record === undefined || (state.at !== 'choose-clerk' && state.at !== 'locked')) return ok(view());
      const answer = await signInClerk({ record, send, clock }, clerkId, pin, signedIn());
      if (!answer.ok) return answer;
      const seen = enter({ ...answer.value, at: 'open' });
      if (validToken(answer.value, clock.now()) !== undefined) void refreshMe();
      return ok(seen);
    },
    lock: () => (state.at === 'open' ? enter({ ...state, at: 'locked' }) : view()),
    signOut: () => {
      if (signedIn() === undefined) return view();
      void refreshClerks();
      return enter({ at: 'choose-clerk' });
    },
    contact: () => {
      if (enrolment() !== undefined && deps.host() === undefined) presence.contact();
      const known = state.at === 'open' && validToken(state, clock.now()) !== undefined;
      if (known && Math.abs(clock.now() - askedMeAt) >= ME_EVERY_MS) void refreshMe();
    },
    doubt: () => {
      if (enrolment() !== undefined) presence.doubt();
    },
    forgetToken: () => {
      if (state.at === 'open') enter({ ...state, token: undefined });
    },
    bearer: (credential) => {
      switch (credential) {
        case 'desk':
          return enrolment()?.credential;
        case 'clerk':
          return state.at === 'open' ? validToken(state, clock.now()) : undefined;
        default:
          return unreachable(credential);
      }
    },
    captured: () => {
      const desk = enrolment();
      if (state.at !== 'open' || desk === undefined) return undefined;
      const { id, name, title } = state.clerk;
      return {
        clerk: { id, name, title },
        deskId: desk.deskId,
        site: desk.site,
        desk: desk.desk,
        at: new Date(clock.now()).toISOString(),
        zone: desk.town.zone,
      };
    },
  };
}
