import type { SignInRefusal } from '#shared/contracts/ipc/session.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { DeskRecordFile } from './desk-record.ts';
import { openClerkSession } from './grc-account.ts';
import { afterWrongPin, NO_ERRORS, remainingWait } from './pin-delay.ts';
import { makeVerifier, matchesVerifier } from './pin-verifier.ts';
import type { Clock, SendToGrc } from './ports.ts';
import { validToken, type SignedIn } from './session-view.ts';

export type SignInDeps = { readonly record: DeskRecordFile; readonly send: SendToGrc; readonly clock: Clock };

/**
 * A PIN identifies (decisions.md 9). The GRC is asked first; with the network down, only a clerk who already signed in
 * on this desk is recognised. `current` is who locked the screen: coming back needs no network while the token lasts.
 */
export async function signInClerk(
  { record, send, clock }: SignInDeps,
  clerkId: string,
  pin: string,
  current: SignedIn | undefined,
): Promise<Result<SignedIn, SignInRefusal>> {
  const errors = record.get().pinErrors[clerkId] ?? NO_ERRORS;
  const waitMs = remainingWait(errors, clock.now());
  if (waitMs > 0) return err({ code: 'too-soon', waitMs });

  const verifier = record.get().verifiers[clerkId];
  if (current?.clerk.id === clerkId && verifier !== undefined && validToken(current, clock.now()) !== undefined) {
    return (await matchesVerifier(pin, verifier)) ? right(current) : wrong();
  }
  // Both take a tenth of a second on purpose, here and in the GRC: at the same time, with the clerk waiting.
  const [answer, newVerifier] = await Promise.all([openClerkSession(send, clerkId, pin), makeVerifier(pin)]);
  switch (answer.outcome) {
    case 'signed-in': {
      record.update({ verifiers: { ...record.get().verifiers, [clerkId]: newVerifier } });
      return right({ clerk: answer.clerk, token: answer.token });
    }
    case 'wrong-pin':
      return wrong();
    case 'too-soon':
      return err({ code: 'too-soon', waitMs: answer.waitMs });
    case 'unreachable': {
      const clerk = record.get().clerks.find((known) => known.id === clerkId);
      if (clerk === undefined || verifier === undefined) return err({ code: 'unknown-offline' });
      return (await matchesVerifier(pin, verifier)) ? right({ clerk, token: undefined }) : wrong();
    }
  }

  function right(signedIn: SignedIn): Result<SignedIn, SignInRefusal> {
    if (errors.count > 0) record.update({ pinErrors: { ...record.get().pinErrors, [clerkId]: NO_ERRORS } });
    return ok(signedIn);
  }

  function wrong(): Result<SignedIn, SignInRefusal> {
    const next = afterWrongPin(record.get().pinErrors[clerkId] ?? NO_ERRORS, clock.now());
    record.update({ pinErrors: { ...record.get().pinErrors, [clerkId]: next } });
    return err({ code: 'wrong-pin', waitMs: remainingWait(next, clock.now()) });
  }
}
