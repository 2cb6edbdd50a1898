import { t } from '@lingui/core/macro';
import { useState, type SubmitEvent } from 'react';
import { useProcedures } from '#renderer/data/catalogue.ts';
import { useConflict } from '#renderer/data/conflicts.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { explainSealRefusal } from '#renderer/ui/seal-refusal.ts';
import { useFormKeys } from '#renderer/ui/use-form-keys.ts';
import { readTypedField } from '#shared/domain/citizen/typed-citizen.ts';
import { answerTo, type Choice, type Conflict } from '#shared/sync/answer.ts';
import { valueAt } from '#shared/sync/merge.ts';
import { ConflictField, type Chosen } from './conflict-field.tsx';
import { conflictTitle, fieldWord, valueWords } from './conflict-words.ts';
import './conflict.css';

type Given = { readonly conflict: Conflict; readonly zone: string; readonly today: string; readonly onDone: () => void };

/** Two people changed the same thing: both values, who typed them and when; the clerk chooses, and nothing is lost. */
export function ConflictScreen({ opId, zone, today, onDone }: { readonly opId: string; readonly zone: string; readonly today: string; readonly onDone: () => void }) {
  const conflict = useConflict(opId);
  if (conflict === undefined) return null;
  if (conflict === null) return <EmptyState title={t`C’est réglé : il n’y a plus rien à comparer ici.`} />;
  return <Settling key={opId} conflict={conflict} zone={zone} today={today} onDone={onDone} />;
}

function Settling({ conflict, zone, today, onDone }: Given) {
  const { seal } = usePlatform();
  const procedures = useProcedures();
  const procedure = procedures?.find(({ code, version }) => code === valueAt(conflict.current, 'procedureCode') && version === valueAt(conflict.current, 'procedureVersion'));
  const [chosen, setChosen] = useState<Readonly<Record<string, Chosen>>>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<string>();
  const [opId] = useState(newUuid);

  const record = async (): Promise<void> => {
    const read = readChoices(conflict, chosen, today);
    setErrors(read.errors);
    const wrong = conflict.disputes.findIndex(({ field }) => field in read.errors);
    if (wrong >= 0) {
      document.querySelectorAll<HTMLElement>('.conflict-field')[wrong]?.querySelector<HTMLElement>('input')?.focus();
      return;
    }
    const sealed = await seal(answerTo(conflict, read.choices, opId));
    if (sealed.ok) onDone();
    else setProblem(explainSealRefusal(sealed.refusal, 'change'));
  };

  useFormKeys(record, onDone);

  const gone = conflict.current === null;
  return (
    <form
      className="conflict"
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void record();
      }}
    >
      <Panel title={conflictTitle(conflict)} paneId="fields">
        <p>{gone ? t`Cette fiche n’existe plus à la mairie : elle a été supprimée ou réunie avec une autre. Votre correction ne peut plus y être portée ; elle reste dans le journal de ce poste.` : t`Quelqu’un d’autre a modifié la même chose pendant que vous étiez dessus. Rien n’est perdu : choisissez ce qui est juste.`}</p>
        {conflict.disputes.map((dispute, index) => (
          <ConflictField
            key={dispute.field}
            conflict={conflict}
            dispute={dispute}
            word={fieldWord(dispute.field, procedure)}
            zone={zone}
            chosen={chosen[dispute.field]}
            error={errors[dispute.field]}
            autoFocus={index === 0}
            onChoose={(next) => setChosen((before) => ({ ...before, [dispute.field]: next }))}
          />
        ))}
        {gone && <GivenUp conflict={conflict} />}
      </Panel>
      <Panel title={t`Décision`} paneId="decision">
        {conflict.merged.length > 0 && (
          <>
            <p>{t`Le reste ne gêne personne et partira avec votre réponse :`}</p>
            <ul className="conflict-merged">
              {conflict.merged.map(({ field, after }) => (
                <li key={field}>
                  {fieldWord(field, procedure)} : <strong>{valueWords(field, after)}</strong>
                </li>
              ))}
            </ul>
          </>
        )}
        {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
        <div className="citizen-actions">
          <Button type="submit" variant="primary" keys="F9">{gone ? t`Classer sans suite` : t`Valider et suivant`}</Button>
          <Button keys={t`Échap`} onPress={onDone}>{t`Demander à un collègue`}</Button>
        </div>
        <p className="quiet">{t`Les deux valeurs restent dans le suivi, avec leurs auteurs. Si vous laissez la question à un collègue, elle reste dans « À traiter ».`}</p>
      </Panel>
    </form>
  );
}

function GivenUp({ conflict }: { readonly conflict: Conflict }) {
  return (
    <ul className="conflict-merged">
      {conflict.writes.flatMap(({ amendment, opId }) =>
        amendment.changes.map(({ field, after }) => (
          <li key={`${opId} ${field}`}>
            {fieldWord(field, undefined)} : <strong>{valueWords(field, after)}</strong>
          </li>
        )),
      )}
    </ul>
  );
}

function readChoices({ disputes }: Conflict, chosen: Readonly<Record<string, Chosen>>, today: string): { readonly choices: ReadonlyMap<string, Choice>; readonly errors: Readonly<Record<string, string>> } {
  const choices = new Map<string, Choice>();
  const errors: Record<string, string> = {};
  const givenUp = chosen['status']?.take === 'theirs';
  for (const { field } of disputes) {
    const choice = chosen[field];
    if (givenUp && field !== 'status') continue;
    if (choice === undefined) errors[field] = t`Choisissez une des valeurs.`;
    else if (choice.take !== 'other') choices.set(field, choice);
    else {
      const read = readTypedField(field, choice.typed, today);
      if (read.ok) choices.set(field, { take: 'other', value: read.value });
      else errors[field] = read.refusal;
    }
  }
  return { choices, errors };
}
