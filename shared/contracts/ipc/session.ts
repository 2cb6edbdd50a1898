import type { Clerk, Town } from '#shared/domain/desk/town.ts';
import { z } from 'zod';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** Where the desk stands; each phase is one screen. `isUnknown`: the GRC said that it does not know this desk. */
export type SessionView =
  /** `trouble`: why the GRC of this computer does not start, until the IT department has mended it. */
  | { readonly phase: 'starting'; readonly trouble?: GrcTrouble }
  /** No settings and no policy: ask which GRC this desk works with. */
  | { readonly phase: 'setup' }
  /** No keyring on this machine: a passphrase protects the desk's key. */
  | { readonly phase: 'passphrase'; readonly create: boolean }
  /**
   * Not enrolled: drafts only, no number, no receipt. `because`: it was, and is a copy of another desk, or the GRC lost it; what
   * waits here leaves once it is enrolled anew. One that was lost may also go back and work on alone.
   */
  | { readonly phase: 'enrolment'; readonly because?: 'cloned' | 'unknown' }
  | { readonly phase: 'choose-clerk'; readonly town: Town; readonly desk: DeskView; readonly isUnknown?: true; readonly clerks: readonly ClerkCard[] }
  | { readonly phase: 'locked'; readonly town: Town; readonly desk: DeskView; readonly isUnknown?: true; readonly clerk: ClerkCard }
  | { readonly phase: 'open'; readonly town: Town; readonly desk: DeskView; readonly isUnknown?: true; readonly clerk: Clerk; readonly online: boolean };

/** The town file of a GRC on this computer is not there, or says nothing that a town can begin with. */
export type GrcTrouble = 'town-missing' | 'town-refused';

/** A clerk as offered at sign-in; `knownHere`: can sign in with the network down. */
export type ClerkCard = { readonly id: string; readonly name: string; readonly title: string; readonly knownHere: boolean };

export type DeskView = { readonly id: string; readonly site: string; readonly desk: string; readonly label: string };

export type SignInRefusal =
  | { readonly code: 'wrong-pin'; readonly waitMs: number }
  | { readonly code: 'too-soon'; readonly waitMs: number }
  | { readonly code: 'unknown-offline' };
export type EnrolRefusal = { readonly code: 'wrong-code' | 'expired-code' | 'unreachable' | 'no-room' };
/** `still-known`: the GRC knows this desk, which stays what it is. */
export type EnrolAgainRefusal = { readonly code: 'still-known' | 'unreachable' };
export type PassphraseRefusal = { readonly code: 'wrong-passphrase' | 'too-short' };

export const sessionArgs = {
  'session:view': z.tuple([]),
  'session:choose-grc': z.tuple([
    z.discriminatedUnion('grc', [
      z.object({ grc: z.literal('demo') }),
      z.object({ grc: z.literal('embedded') }),
      z.object({ grc: z.literal('remote'), url: z.url() }),
    ]),
  ]),
  'session:passphrase': z.tuple([z.string().max(200)]),
  'session:enrol': z.tuple([z.string().max(200)]),
  'session:enrol-again': z.tuple([]),
  'session:stay-enrolled': z.tuple([]),
  'session:sign-in': z.tuple([uuidSchema, z.string().regex(/^\d{4,12}$/)]),
  'session:lock': z.tuple([]),
  'session:sign-out': z.tuple([]),
} as const;
