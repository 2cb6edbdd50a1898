import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { useFilling } from '#renderer/platform/use-filling.ts';
import { usePeople } from '#renderer/platform/use-people.ts';
import { Button } from '#renderer/ui/button.tsx';
import { elsewhereWords, nobodyWords } from '#renderer/ui/elsewhere-words.ts';
import { FinderList } from '#renderer/ui/finder-list.tsx';
import type { DraftPerson } from '#shared/domain/service-request/visit-draft.ts';
import { NewPersonForm } from './new-person-form.tsx';

const LIMIT = 12;

/** Finds a person in the cache and, by the town's rule, at the GRC, or opens the creation form with what was typed (Inser, or the button below). */
export function PersonFinder({ label, inputId, onPick, autoFocus = false, error, today, initial = '' }: {
  readonly label: string;
  readonly inputId: string;
  readonly onPick: (person: DraftPerson) => void;
  readonly autoFocus?: boolean;
  readonly error?: string | undefined;
  readonly today: string;
  /** What is looked for to begin with. */
  readonly initial?: string;
}) {
  const isWhole = useFilling() === 'whole';
  const [typed, setTyped] = useState(initial);
  const [creating, setCreating] = useState(false);
  const { value, pending, elsewhere, keep } = usePeople(typed, LIMIT);
  const people = [...value, ...elsewhere.people];
  if (creating) {
    return (
      <NewPersonForm
        typed={typed}
        today={today}
        onCancel={() => setCreating(false)}
        onCreate={(person) => {
          setCreating(false);
          setTyped('');
          onPick(person);
        }}
      />
    );
  }
  return (
    <div
      onKeyDown={(event) => {
        if (event.key !== 'Insert') return;
        event.preventDefault();
        setCreating(true);
      }}
    >
      <FinderList
        label={label}
        inputId={inputId}
        inputValue={typed}
        onInputChange={setTyped}
        autoFocus={autoFocus}
        loading={pending}
        error={error}
        hint={t`Nom, prénom, année, téléphone… par exemple mar zo 84`}
        items={people.map((person) => ({
          id: person.id,
          title: person.displayName,
          detail: [person.birthDate?.split('-').reverse().join('/'), person.city].filter(Boolean).join(' · '),
        }))}
        onPick={(id) => {
          const person = people.find((each) => each.id === id);
          if (person === undefined) return;
          setTyped('');
          keep(person.id);
          onPick({ kind: 'known', citizenId: person.id, displayName: person.displayName });
        }}
        note={elsewhereWords(elsewhere.state)}
        emptyText={nobodyWords(elsewhere.state, t`Personne de ce nom sur ce poste.`, isWhole)}
        showWhenEmpty={false}
      />
      <Button variant="quiet" keys="Inser" onPress={() => setCreating(true)}>{t`Créer une personne`}</Button>
    </div>
  );
}
