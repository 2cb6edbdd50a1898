import { t } from '@lingui/core/macro';
import { useState, type SubmitEvent } from 'react';
import type { SettingsView } from '#shared/contracts/ipc/settings.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { DeskCard } from './desk-card.tsx';

/** First start with no settings: which GRC does this desk work with? Out of support, only the trial is offered. */
export function SetupScreen({ trial }: { readonly trial: SettingsView['trial'] }) {
  const [url, setUrl] = useState('');
  const [error, setError] = useState<string>();
  const connect = (event: SubmitEvent): void => {
    event.preventDefault();
    const address = url.trim();
    if (!isWebAddress(address)) {
      setError(t`Saisissez l’adresse complète donnée par votre informatique, par exemple https://grc.maville.fr.`);
      return;
    }
    void desktop().session.chooseGrc({ grc: 'remote', url: address });
  };
  return (
    <DeskCard title={t`Avec quoi ce poste travaille-t-il ?`} lead={t`Ce choix se fait une seule fois.`}>
      <div className="desk-card-list">
        <button type="button" className="desk-card-choice" onClick={() => void desktop().session.chooseGrc({ grc: 'demo' })}>
          <strong>{t`Essayer avec des données fictives`}</strong>
          <span>{t`Une ville inventée, ses usagers et ses démarches. Rien n’a de valeur.`}</span>
        </button>
        {!trial.electronOutOfSupport && (
          <>
            <button type="button" className="desk-card-choice" onClick={() => void desktop().session.chooseGrc({ grc: 'embedded' })}>
              <strong>{t`Sur ce seul ordinateur`}</strong>
              <span>{t`Pour une petite commune : toutes les demandes restent sur ce poste.`}</span>
            </button>
            <form onSubmit={connect}>
              <TextField label={t`Serveur de la ville`} value={url} onChange={setUrl} error={error} />
              <Button type="submit">{t`Se connecter à ce serveur`}</Button>
            </form>
          </>
        )}
      </div>
    </DeskCard>
  );
}

function isWebAddress(typed: string): boolean {
  try {
    return /^https?:$/.test(new URL(typed).protocol);
  } catch {
    return false;
  }
}
