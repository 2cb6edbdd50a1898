import { t } from '@lingui/core/macro';
import { useMemo, useState } from 'react';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { useAnswer } from '#renderer/platform/use-answer.ts';
import { FinderList } from '#renderer/ui/finder-list.tsx';
import { foldWords } from '#shared/domain/citizen/fold.ts';
import { proposeSubjects, type KnownSubject } from '#shared/domain/mail/known-subjects.ts';
import type { Department, Procedure } from '#shared/domain/procedure/procedure.ts';
import { changeLetter, focusNextEmpty, placeOf, useLetter, useLetterStore } from './letter-store.ts';
import { explainLetterRefusal } from './letter-words.ts';

const LIMIT = 5;
const NONE: readonly KnownSubject[] = [];

/** What the letter is about, in any words; a known subject gives its department. */
export function SubjectField({ procedures, departments }: { readonly procedures: readonly Procedure[]; readonly departments: readonly Department[] }) {
  const store = useLetterStore();
  const subject = useLetter(({ draft }) => draft.subject);
  const refusal = useLetter(({ refusals }) => refusals.find(({ field }) => field === 'subject'));
  const [searching, setSearching] = useState(false);
  const { finder } = usePlatform();
  const { value: past, pending } = useAnswer(subject, (typed) => finder.letterSubjects(typed, LIMIT), NONE);
  const proposed = useMemo(() => proposeSubjects(past, procedures, subject).slice(0, LIMIT), [past, procedures, subject]);
  const take = (known: KnownSubject): void => {
    setSearching(false);
    changeLetter(store, { subject: known.subject, departmentCode: known.departmentCode });
  };
  return (
    <div
      id={placeOf('subject')}
      onBlur={() => {
        setSearching(false);
        const known = proposed.find((each) => sameWords(each.subject, subject));
        // Typed to the end without choosing it: it is still the same subject, and a department chosen by hand stays.
        if (searching && known !== undefined && store.getState().draft.departmentCode === '') changeLetter(store, { departmentCode: known.departmentCode });
      }}
    >
      <FinderList
        label={t`Objet`}
        inputId="letter-subject-input"
        inputValue={subject}
        onInputChange={(typed) => {
          setSearching(true);
          changeLetter(store, { subject: typed });
        }}
        loading={pending}
        error={refusal && explainLetterRefusal(refusal)}
        items={searching ? proposed.map((known) => ({ id: known.subject, title: known.subject, detail: departments.find(({ code }) => code === known.departmentCode)?.name })) : []}
        onPick={(picked) => {
          const known = proposed.find((each) => each.subject === picked);
          if (known === undefined) return;
          take(known);
          focusNextEmpty(store);
        }}
        emptyText={null}
        showWhenEmpty={false}
      />
    </div>
  );
}

function sameWords(a: string, b: string): boolean {
  return foldWords(a).join(' ') === foldWords(b).join(' ');
}
