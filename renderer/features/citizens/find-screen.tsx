import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import type { MatchReason, PersonMatch } from '#renderer/platform/finder.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
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
  const [typed, setTyped] = useState('');
  const { items, pending } = useFound(typed);
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
          else onOpenCitizen(id);
        }}
        emptyText={t`Personne de ce nom sur ce poste. Essayez avec moins de lettres, ou la date de naissance.`}
        showWhenEmpty={false}
      />
    </Panel>
  );
}

function useFound(typed: string): { readonly items: readonly FinderItem[]; readonly pending: boolean } {
  const { finder } = usePlatform();
  const [found, setFound] = useState<{ readonly of: string; readonly items: readonly FinderItem[] }>({ of: '', items: [] });
  useEffect(() => {
    if (typed.trim() === '') {
      setFound({ of: typed, items: [] });
      return;
    }
    let current = true;
    void Promise.all([finder.requestByNumber(typed), finder.letterByNumber(typed), finder.people(typed, LIMIT)]).then(([requestId, mailItemId, people]) => {
      if (!current) return;
      const request: FinderItem[] = requestId === undefined ? [] : [{ id: `request:${requestId}`, title: t`Demande ${typed.trim()}`, detail: t`ouvrir` }];
      const letter: FinderItem[] = mailItemId === undefined ? [] : [{ id: `letter:${mailItemId}`, title: t`Pli ${typed.trim()}`, detail: t`ouvrir` }];
      setFound({ of: typed, items: [...request, ...letter, ...people.map(personItem)] });
    });
    return () => {
      current = false;
    };
  }, [finder, typed]);
  return { items: found.items, pending: found.of !== typed };
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
