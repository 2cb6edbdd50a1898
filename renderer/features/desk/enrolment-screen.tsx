import { t } from '@lingui/core/macro';
import { useState, type SubmitEvent } from 'react';
import type { EnrolRefusal, SessionView } from '#shared/contracts/ipc/session.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { DeskCard } from './desk-card.tsx';

type Because = Extract<SessionView, { phase: 'enrolment' }>['because'];

/** The code of a desk that has none yet, or that has to become another one: `because` says why. */
export function EnrolmentScreen({ because }: { readonly because: Because }) {
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
  const { title, lead, steps } = wordsFor(because);
  return (
    <DeskCard title={title} lead={lead}>
      {steps.length > 0 && (
        <ul className="desk-card-steps">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      )}
      <form onSubmit={(event) => void submit(event)}>
        <TextField label={t`Code de rattachement`} value={code} onChange={setCode} autoFocus error={error} />
        <Button type="submit" variant="primary" isDisabled={busy || code.trim() === ''}>{t`Rattacher`}</Button>
      </form>
      {because === 'unknown' && (
        <p>
          <Button variant="quiet" isDisabled={busy} onPress={() => void desktop().session.stayEnrolled()}>{t`Revenir au guichet, sans rattacher`}</Button>
        </p>
      )}
    </DeskCard>
  );
}

function wordsFor(because: Because): { readonly title: string; readonly lead: string; readonly steps: readonly string[] } {
  switch (because) {
    case undefined:
      return {
        title: t`Rattacher ce poste à la ville`,
        lead: t`Le code est donné par votre informatique. Tant que le poste n’est pas rattaché, il ne donne ni numéro ni récépissé.`,
        steps: [],
      };
    case 'cloned':
      return {
        title: t`Ce poste est une copie d’un autre`,
        lead: t`Les mêmes données servent sur un autre ordinateur, ou celles-ci viennent d’une ancienne sauvegarde. Deux postes donneraient les mêmes numéros : celui-ci s’arrête.`,
        steps: [
          t`Demandez un nouveau code à votre informatique : le poste repart avec des numéros à lui.`,
          t`Rien n’est perdu : ce qui attend ici partira ensuite, une seule fois.`,
          t`Les récépissés déjà remis restent valables.`,
        ],
      };
    case 'unknown':
      return {
        title: t`Rattacher de nouveau ce poste`,
        lead: t`Le serveur de la ville ne connaît plus ce poste. Demandez un nouveau code à votre informatique.`,
        steps: [t`Rien n’est perdu : ce qui attend ici partira ensuite.`, t`Sans code, revenez au guichet : le poste continue d’enregistrer, sans transmettre.`],
      };
    default:
      return unreachable(because);
  }
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
