import { t } from '@lingui/core/macro';
import { useState, type SubmitEvent } from 'react';
import { useCitizen } from '#renderer/data/citizens.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { explainSealRefusal } from '#renderer/ui/seal-refusal.ts';
import { TextField } from '#renderer/ui/text-field.tsx';
import { unsaved } from '#renderer/ui/unsaved.ts';
import { useFormKeys } from '#renderer/ui/use-form-keys.ts';
import { citizenChanges, typedOf } from '#shared/domain/citizen/amend-citizen.ts';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import { displayName } from '#shared/domain/citizen/display-name.ts';
import { readTypedCitizen, type TypedCitizen } from '#shared/domain/citizen/typed-citizen.ts';
import { containsNir } from '#shared/domain/service-request/nir.ts';
import './conflict.css';

/** "Corriger la fiche": linked changes of a person; what stood there before stays in the history. */
export function CorrectCitizenScreen({ citizenId, today, onDone }: { readonly citizenId: string; readonly today: string; readonly onDone: () => void }) {
  const citizen = useCitizen(citizenId);
  if (citizen === undefined) return null;
  if (citizen === null) return <EmptyState title={t`Cette personne n’est pas connue de ce poste.`} />;
  return <Correcting key={citizen.id} citizen={citizen} today={today} onDone={onDone} />;
}

function Correcting({ citizen, today, onDone }: { readonly citizen: Citizen; readonly today: string; readonly onDone: () => void }) {
  const { seal } = usePlatform();
  /** What the clerk saw when the form opened: a change that comes meanwhile is then noticed. */
  const [held] = useState(citizen);
  const [values, setValues] = useState<TypedCitizen>(() => typedOf(citizen));
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<Partial<Record<keyof TypedCitizen, string>>>({});
  const [problem, setProblem] = useState<string>();
  const [opId] = useState(newUuid);
  const field = (name: keyof TypedCitizen) => ({
    value: values[name] ?? '',
    onChange: (value: string) => setValues((before) => ({ ...before, [name]: value })),
    error: errors[name],
  });

  const record = async (): Promise<void> => {
    const read = readTypedCitizen(values, held.id, today);
    setErrors(read.ok ? {} : read.refusal);
    if (!read.ok) return;
    const changes = citizenChanges(held, read.value);
    if (changes.length === 0) {
      setProblem(t`Rien n’a changé : corrigez un renseignement, ou revenez en arrière.`);
      return;
    }
    if ([reason, ...Object.values(values)].some((text) => containsNir(text))) {
      setProblem(t`Un numéro de sécurité sociale n’a pas à être gardé : retirez-le.`);
      return;
    }
    const amendment = { id: opId, kind: 'correction', changes, ...(reason.trim() !== '' && { reason: reason.trim() }) } as const;
    const sealed = await seal({ kind: 'citizen-amendment', opId, citizenId: held.id, amendment });
    if (sealed.ok) onDone();
    else setProblem(explainSealRefusal(sealed.refusal, 'change'));
  };

  useFormKeys(record, onDone);

  return (
    <form
      className="correct-citizen"
      {...unsaved}
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void record();
      }}
    >
      <Panel title={displayName(held)} paneId="form">
        <TextField label={t`Nom de naissance`} isRequired autoFocus {...field('birthName')} />
        <TextField label={t`Prénoms`} {...field('firstNames')} />
        <TextField label={t`Nom d’usage, s’il est demandé`} {...field('usedName')} />
        <TextField label={t`Né·e le`} hint={t`jjmmaaaa, mmaaaa ou aaaa`} {...field('birthDate')} />
        <TextField label={t`Téléphone`} inputMode="tel" hint={t`Plusieurs numéros : séparez-les par une virgule.`} {...field('phone')} />
        <TextField label={t`Courriel`} inputMode="email" {...field('email')} />
        <TextField label={t`Adresse`} {...field('address')} />
      </Panel>
      <Panel title={t`Correction`} paneId="reason">
        <TextField label={t`Pourquoi ? (facultatif)`} value={reason} onChange={setReason} hint={t`L’ancienne valeur reste dans le suivi de la fiche.`} />
        {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
        <div className="citizen-actions">
          <Button type="submit" variant="primary" keys="F9">{t`Enregistrer la correction`}</Button>
          <Button keys={t`Échap`} onPress={onDone}>{t`Revenir`}</Button>
        </div>
      </Panel>
    </form>
  );
}
