import { t } from '@lingui/core/macro';
import { useState, type SubmitEvent } from 'react';
import { desktop } from '#renderer/platform/desktop.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { DeskCard } from './desk-card.tsx';

/** This machine has no keyring: a passphrase protects the desk's key (never a clerk's PIN). */
export function PassphraseScreen({ create }: { readonly create: boolean }) {
  const [typed, setTyped] = useState('');
  const [again, setAgain] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (create && typed !== again) {
      setError(t`Les deux saisies diffèrent : recommencez la seconde.`);
      return;
    }
    setBusy(true);
    const opened = await desktop().session.passphrase(typed);
    setBusy(false);
    if (opened.ok) return;
    setError(
      opened.refusal.code === 'too-short'
        ? t`Trop courte : au moins 8 caractères.`
        : t`Ce n’est pas la phrase de passe de ce poste. Demandez-la à votre informatique.`,
    );
  };
  return (
    <DeskCard
      title={create ? t`Choisir la phrase de passe du poste` : t`Phrase de passe du poste`}
      lead={
        create
          ? t`Cet ordinateur n’a pas de trousseau de clés : cette phrase protège tout ce qui est gardé ici. Elle sera demandée à chaque ouverture.`
          : undefined
      }
    >
      <form onSubmit={(event) => void submit(event)}>
        <TextField label={t`Phrase de passe`} type="password" value={typed} onChange={setTyped} autoFocus error={error} />
        {create && <TextField label={t`La même, une seconde fois`} type="password" value={again} onChange={setAgain} />}
        <Button type="submit" variant="primary" isDisabled={busy}>
          {create ? t`Protéger ce poste` : t`Ouvrir le poste`}
        </Button>
      </form>
    </DeskCard>
  );
}
