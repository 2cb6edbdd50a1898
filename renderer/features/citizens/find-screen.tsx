import { t } from '@lingui/core/macro';
import { useState } from 'react';
import type { MatchReason, PersonMatch } from '#renderer/platform/finder.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { useAnswer } from '#renderer/platform/use-answer.ts';
import { useElsewhere } from '#renderer/platform/use-elsewhere.ts';
import { useFilling } from '#renderer/platform/use-filling.ts';
import { elsewhereWords, nobodyWords } from '#renderer/ui/elsewhere-words.ts';
import { FinderList, type FinderItem } from '#renderer/ui/finder-list.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { unreachable } from '#shared/lib/unreachable.ts';
import { frenchBirthDate } from '#renderer/ui/french-format.ts';

const LIMIT = 30;

/** One field for a name, a phone, an e-mail, or the number of a demande or letter typed or scanned. */
export function FindScreen({ onOpenCitizen, onOpenRequest, onOpenLetter }: {
  readonly onOpenCitizen: (citizenId: string) => void;
  readonly onOpenRequest: (requestId: string) => void;
  readonly onOpenLetter: (mailItemId: string) => void;
}) {
  const isWhole = useFilling() === 'whole';
  const [typed, setTyped] = useState('');
  const { finder } = usePlatform();
  const { items, pending, elsewhere } = useFound(typed);
  const openCitizen = (citizenId: string): void => {
    // Found a moment ago: held at once, before the file opens. Another is read anew by the file itself.
    if (elsewhere.people.some(({ id }) => id === citizenId)) void finder.keep(citizenId).catch(() => undefined).then(() => onOpenCitizen(citizenId));
    else onOpenCitizen(citizenId);
  };
  return (
    <Panel title={t`Chercher`} paneId="find">
      <FinderList
        label={t`Nom, date de naissance, téléphone, courriel, numéro de demande ou de pli`}
        inputValue={typed}
        onInputChange={setTyped}
        autoFocus
        loading={pending}
        items={items}
        onPick={(id) => {
          if (id.startsWith('request:')) onOpenRequest(id.slice('request:'.length));
          else if (id.startsWith('letter:')) onOpenLetter(id.slice('letter:'.length));
          else openCitizen(id);
        }}
        note={elsewhereWords(elsewhere.state)}
        emptyText={nobodyWords(elsewhere.state, t`Personne de ce nom sur ce poste. Essayez avec moins de lettres, ou la date de naissance.`, isWhole)}
        showWhenEmpty={false}
      />
    </Panel>
  );
}

type Found = { readonly items: readonly FinderItem[]; readonly people: ReadonlySet<string> };
const NOTHING: Found = { items: [], people: new Set() };

/** What this desk holds, then whom only the GRC knows: these come later, and move no row. */
function useFound(typed: string) {
  const { finder } = usePlatform();
  const here = useAnswer<Found>(
    typed,
    async (text) => {
      const [requestId, mailItemId, people] = await Promise.all([finder.requestByNumber(text), finder.letterByNumber(text), finder.people(text, LIMIT)]);
      const request: FinderItem[] = requestId === undefined ? [] : [{ id: `request:${requestId}`, title: t`Demande ${text.trim()}`, detail: t`ouvrir` }];
      const letter: FinderItem[] = mailItemId === undefined ? [] : [{ id: `letter:${mailItemId}`, title: t`Pli ${text.trim()}`, detail: t`ouvrir` }];
      return { items: [...request, ...letter, ...people.map(personItem)], people: new Set(people.map(({ id }) => id)) };
    },
    NOTHING,
    useFilling(),
  );
  const elsewhere = useElsewhere(typed, LIMIT);
  const others = elsewhere.people.filter(({ id }) => !here.value.people.has(id));
  return { items: [...here.value.items, ...others.map(personItem)], pending: here.pending, elsewhere };
}

export function personItem(person: PersonMatch): FinderItem {
  const notable = person.reasons.filter((reason) => reason !== 'name').map(reasonWord);
  return {
    id: person.id,
    title: person.displayName,
    detail: [person.birthDate && frenchBirthDate(person.birthDate), person.city].filter(Boolean).join(' · '),
    ...(notable.length > 0 && { tags: notable }),
  };
}

function reasonWord(reason: MatchReason): string {
  switch (reason) {
    case 'name':
      return t`nom`;
    case 'used-name':
      return t`nom d’usage`;
    case 'birth-date':
      return t`date de naissance`;
    case 'phone':
      return t`téléphone`;
    case 'email':
      return t`courriel`;
    case 'request-number':
      return t`numéro de demande`;
    case 'typo':
      return t`orthographe proche`;
    default:
      return unreachable(reason);
  }
}
