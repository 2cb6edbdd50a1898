import { t } from '@lingui/core/macro';
import { useId } from 'react';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { Choice, Conflict } from '#shared/sync/answer.ts';
import { valueAt, type Dispute } from '#shared/sync/merge.ts';
import { keptAmendmentSchema } from '#shared/domain/service-request/service-request.ts';
import { valueWords } from './conflict-words.ts';
import { frenchInstant } from '#renderer/ui/french-format.ts';

/** What the clerk has chosen so far; another value is read when it is validated. */
export type Chosen = Exclude<Choice, { take: 'other' }> | { readonly take: 'other'; readonly typed: string };

/** One field, its values side by side with who typed them: native radios, so that arrow keys simply work. */
export function ConflictField({ conflict, dispute, word, zone, chosen, error, autoFocus, onChoose }: {
  readonly conflict: Conflict;
  readonly dispute: Dispute;
  readonly word: string;
  readonly zone: string;
  readonly chosen: Chosen | undefined;
  readonly error: string | undefined;
  readonly autoFocus: boolean;
  readonly onChoose: (next: Chosen) => void;
}) {
  const id = useId();
  const { field, before, mine, theirs } = dispute;
  const here = conflict.writes.findLast(({ amendment }) => field === 'status' || amendment.changes.some((change) => change.field === field));
  const there = authorOf(conflict.current, field);
  const status = field === 'status';
  const options = [
    { take: 'mine' as const, where: status ? t`Faire quand même ce qui a été demandé ici` : t`Ce poste`, value: status ? undefined : mine, who: here && `${here.captured.clerk.name}, ${frenchInstant(here.captured.at, zone)}` },
    { take: 'theirs' as const, where: status ? t`Y renoncer : la demande reste telle que la mairie l’a décidée` : t`La mairie`, value: theirs, who: there && `${there.by}, ${frenchInstant(there.at, zone)}` },
  ];
  return (
    <fieldset className="conflict-field" aria-describedby={error === undefined ? undefined : `${id}-error`} data-invalid={error === undefined ? undefined : ''}>
      <legend>{word}</legend>
      <p className="quiet">{t`Avant : ${valueWords(field, before)}`}</p>
      <div className="conflict-values">
        {options.map(({ take, where, value, who }, index) => (
          <label key={take} className="conflict-value">
            <input type="radio" name={id} checked={chosen?.take === take} autoFocus={autoFocus && index === 0} onChange={() => onChoose({ take })} />
            <span>
              <span className="quiet">{where}</span>
              {value !== undefined && <strong>{valueWords(field, value)}</strong>}
              {who !== undefined && <span className="quiet">{who}</span>}
            </span>
          </label>
        ))}
        {canBeTyped(dispute) && (
          <label className="conflict-value">
            <input type="radio" name={id} checked={chosen?.take === 'other'} onChange={() => onChoose({ take: 'other', typed: '' })} />
            <span>{t`Autre valeur`}</span>
          </label>
        )}
      </div>
      {chosen?.take === 'other' && <TextField label={t`${word}, à garder`} value={chosen.typed} onChange={(typed) => onChoose({ take: 'other', typed })} />}
      {error !== undefined && (
        <p id={`${id}-error`} className="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

const TYPED_AS_LISTS: readonly string[] = ['phones', 'emails', 'address'];

/** A value that a clerk can write in a line of text. */
function canBeTyped({ field, before, mine, theirs }: Dispute): boolean {
  if (field === 'status') return false;
  return TYPED_AS_LISTS.includes(field) || [before, mine, theirs].every((value) => value === null || typeof value === 'string');
}

/** Who last changed a field, as the record's history says; of the status it says nothing. */
function authorOf(record: unknown, field: string): { readonly by: string; readonly at: string } | undefined {
  const history = keptAmendmentSchema.array().safeParse(valueAt(record, 'amendments'));
  return history.data?.findLast(({ changes }) => changes.some((change) => change.field === field));
}
