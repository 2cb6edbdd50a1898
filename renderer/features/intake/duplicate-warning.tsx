import { t } from '@lingui/core/macro';
import type { DuplicateMatch, DuplicateReason } from '#renderer/platform/finder.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { unreachable } from '#shared/lib/unreachable.ts';

/** Says who this may already be, and why; the clerk decides. */
export function DuplicateWarning({ duplicates, onUse }: {
  readonly duplicates: readonly DuplicateMatch[];
  readonly onUse: (match: DuplicateMatch) => void;
}) {
  return (
    <Notice tone="warn">
      <p>{t`Peut-être déjà connu·e :`}</p>
      <ul className="duplicates">
        {duplicates.slice(0, 4).map((match) => (
          <li key={match.id}>
            <strong>{match.displayName}</strong> {match.birthDate?.split('-').reverse().join('/')}
            <br />
            {match.why.map(reasonWords).join(', ')}
            <Button onPress={() => onUse(match)}>{t`C’est cette personne`}</Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function reasonWords(reason: DuplicateReason): string {
  switch (reason) {
    case 'same-name':
      return t`même nom`;
    case 'similar-name':
      return t`nom proche`;
    case 'same-birth-date':
      return t`même date de naissance`;
    case 'same-phone':
      return t`même téléphone`;
    case 'same-email':
      return t`même courriel`;
    default:
      return unreachable(reason);
  }
}
