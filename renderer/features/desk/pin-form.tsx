import { t } from '@lingui/core/macro';
import { useRef, useState, type SubmitEvent } from 'react';
import type { SignInRefusal } from '#shared/contracts/ipc/session.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';

/** The PIN of one clerk; it says who works here, it decrypts nothing. */
export function PinForm({ clerkId, submitLabel }: { readonly clerkId: string; readonly submitLabel: string }) {
  const [pin, setPin] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (!/^\d{4,12}$/.test(pin)) {
      setError(t`Le code a de 4 à 12 chiffres.`);
      return;
    }
    setBusy(true);
    const signedIn = await desktop().session.signIn(clerkId, pin);
    setBusy(false);
    if (signedIn.ok) return;
    setPin('');
    setError(explain(signedIn.refusal));
    input.current?.focus();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextField label={t`Code personnel`} type="password" inputMode="numeric" value={pin} onChange={setPin} error={error} inputRef={input} autoFocus />
      <Button type="submit" variant="primary">
        {submitLabel}
      </Button>
    </form>
  );
}

function explain(refusal: SignInRefusal): string {
  switch (refusal.code) {
    case 'wrong-pin':
      return refusal.waitMs > 0 ? t`Ce n’est pas le bon code. Réessayez dans ${seconds(refusal.waitMs)} s.` : t`Ce n’est pas le bon code.`;
    case 'too-soon':
      return t`Trop d’essais : attendez ${seconds(refusal.waitMs)} s.`;
    case 'unknown-offline':
      return t`Le réseau est coupé et vous n’avez jamais ouvert ce poste : il faut le réseau la première fois.`;
    default:
      return unreachable(refusal);
  }
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}
