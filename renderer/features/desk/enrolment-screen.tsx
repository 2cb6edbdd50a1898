import { t } from '@lingui/core/macro';
import { useState, type SubmitEvent } from 'react';
import type { EnrolRefusal } from '#shared/contracts/ipc/session.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { DeskCard } from './desk-card.tsx';

export function EnrolmentScreen() {
  const [code, setCode] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const enrolled = await desktop().session.enrol(code);
    setBusy(false);
    if (!enrolled.ok) setError(explain(enrolled.refusal.code));
  };
  return (
    <DeskCard
      title={t`Rattacher ce poste à la ville`}
      lead={t`Le code est donné par votre informatique. Tant que le poste n’est pas rattaché, il ne donne ni numéro ni récépissé.`}
    >
      <form onSubmit={(event) => void submit(event)}>
        <TextField label={t`Code de rattachement`} value={code} onChange={setCode} autoFocus error={error} />
        <Button type="submit" variant="primary" isDisabled={busy || code.trim() === ''}>{t`Rattacher`}</Button>
      </form>
    </DeskCard>
  );
}

function explain(code: EnrolRefusal['code']): string {
  switch (code) {
    case 'wrong-code':
      return t`Ce code n’est pas reconnu. Vérifiez-le, ou demandez-en un nouveau.`;
    case 'expired-code':
      return t`Ce code a expiré ou a déjà servi. Demandez-en un nouveau.`;
    case 'unreachable':
      return t`Le serveur ne répond pas. Vérifiez le réseau, puis réessayez.`;
    case 'no-room':
      return t`Ce site a déjà tous ses postes. Prévenez votre informatique.`;
    default:
      return unreachable(code);
  }
}
