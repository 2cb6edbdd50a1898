import type { ClerkCard, DeskView, GrcTrouble, SessionView } from '#shared/contracts/ipc/session.ts';
import type { Enrolment } from '#shared/contracts/grc-api/wire.ts';
import type { Clerk } from '#shared/domain/desk/town.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { DeskRecord } from './desk-record.ts';
import type { ClerkToken } from './grc-account.ts';

/** Who is at the desk; `token` only while the GRC itself knows of this sign-in. */
export type SignedIn = { readonly clerk: Clerk; readonly token: ClerkToken | undefined };
export type SessionState =
  | { readonly at: 'starting'; readonly trouble?: GrcTrouble | undefined }
  | { readonly at: 'setup' }
  | { readonly at: 'passphrase'; readonly create: boolean }
  | { readonly at: 'enrolment' }
  | { readonly at: 'choose-clerk' }
  | ({ readonly at: 'open' } & SignedIn)
  | ({ readonly at: 'locked' } & SignedIn);

/** The screen of a state. A desk that is not enrolled has no other screen than enrolment, whatever the state says. */
export function viewOf(state: SessionState, record: DeskRecord | undefined, { nowMs, isUnknown }: { readonly nowMs: number; readonly isUnknown: boolean }): SessionView {
  switch (state.at) {
    case 'starting':
      return { phase: 'starting', ...(state.trouble !== undefined && { trouble: state.trouble }) };
    case 'setup':
      return { phase: 'setup' };
    case 'enrolment':
      return enrolmentView(record);
    case 'passphrase':
      return { phase: 'passphrase', create: state.create };
    case 'choose-clerk':
    case 'open':
    case 'locked': {
      const enrolment = record?.enrolment;
      if (record === undefined || enrolment === null || enrolment === undefined) return enrolmentView(record);
      const place = { town: enrolment.town, desk: deskView(enrolment), ...(isUnknown && { isUnknown }) };
      if (state.at === 'choose-clerk') return { phase: 'choose-clerk', ...place, clerks: record.clerks.map((clerk) => cardOf(clerk, record)) };
      if (state.at === 'locked') return { phase: 'locked', ...place, clerk: cardOf(state.clerk, record) };
      return { phase: 'open', ...place, clerk: state.clerk, online: validToken(state, nowMs) !== undefined };
    }
    default:
      return unreachable(state);
  }
}

export function validToken({ token }: SignedIn, now: number): string | undefined {
  return token !== undefined && token.expiresAt > now ? token.value : undefined;
}

function enrolmentView(record: DeskRecord | undefined): SessionView {
  const because = record?.formerDesk?.because;
  return { phase: 'enrolment', ...(because !== undefined && { because }) };
}

function deskView({ deskId, site, desk, label }: Enrolment): DeskView {
  return { id: deskId, site, desk, label };
}

function cardOf({ id, name, title }: Clerk, record: DeskRecord): ClerkCard {
  return { id, name, title, knownHere: record.verifiers[id] !== undefined };
}
