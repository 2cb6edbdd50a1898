import { t } from '@lingui/core/macro';
import { useState, type SubmitEvent } from 'react';
import type { DuplicateMatch } from '#renderer/platform/finder.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { unsaved } from '#renderer/ui/unsaved.ts';
import { displayName } from '#shared/domain/citizen/display-name.ts';
import { readTypedCitizen, type TypedCitizen } from '#shared/domain/citizen/typed-citizen.ts';
import type { DraftPerson } from '#shared/domain/service-request/visit-draft.ts';
import { DuplicateWarning } from './duplicate-warning.tsx';

/** A new person, birth name first (CRPA L.111-3); only that name is required, and a duplicate warns without blocking. */
export function NewPersonForm({ typed, today, onCreate, onCancel }: {
  readonly typed: string;
  readonly today: string;
  readonly onCreate: (person: DraftPerson) => void;
  readonly onCancel: () => void;
}) {
  const { finder } = usePlatform();
  const [values, setValues] = useState<TypedCitizen>(() => ({ birthName: typed.replace(/[\d@].*$/, '').trim().toUpperCase() }));
  const [errors, setErrors] = useState<Partial<Record<keyof TypedCitizen, string>>>({});
  const [duplicates, setDuplicates] = useState<readonly DuplicateMatch[]>();
  const field = (name: keyof TypedCitizen) => ({
    value: values[name] ?? '',
    onChange: (value: string) => setValues((before) => ({ ...before, [name]: value })),
    error: errors[name],
  });
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const read = readTypedCitizen(values, newUuid(), today);
    if (!read.ok) {
      setErrors(read.refusal);
      return;
    }
    setErrors({});
    const found = duplicates === undefined ? await finder.duplicates(read.value) : [];
    if (found.length > 0) setDuplicates(found);
    else onCreate({ kind: 'new', opId: newUuid(), citizen: read.value, displayName: displayName(read.value) });
  };
  return (
    <form
      className="new-person"
      {...unsaved}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <TextField label={t`Nom de naissance`} isRequired autoFocus {...field('birthName')} />
      <TextField label={t`Prénoms`} {...field('firstNames')} />
      <TextField label={t`Nom d’usage, s’il est demandé`} {...field('usedName')} />
      <TextField label={t`Né·e le`} hint={t`jjmmaaaa, mmaaaa ou aaaa`} {...field('birthDate')} />
      <TextField label={t`Téléphone`} inputMode="tel" {...field('phone')} />
      <TextField label={t`Courriel`} inputMode="email" {...field('email')} />
      <TextField label={t`Adresse`} {...field('address')} />
      {duplicates !== undefined && duplicates.length > 0 && (
        <DuplicateWarning
          duplicates={duplicates}
          onUse={(match) => onCreate({ kind: 'known', citizenId: match.id, displayName: match.displayName })}
        />
      )}
      <div className="new-person-actions">
        <Button type="submit" variant="primary" keys={t`Entrée`}>
          {duplicates === undefined ? t`Créer` : t`Créer quand même`}
        </Button>
        <Button onPress={onCancel} keys={t`Échap`}>{t`Annuler`}</Button>
      </div>
    </form>
  );
}
