import { t } from '@lingui/core/macro';
import { useEffect } from 'react';
import type { PageToRead } from '#renderer/platform/barcodes.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import type { ScannedCode } from '#renderer/platform/scanned-codes.ts';
import { bindKeys } from '#renderer/ui/bind-keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { nameCode, whatToDo, type CodeUse } from './found-words.ts';
import { usePageCodes } from './use-page-codes.ts';
import './found-codes.css';

type Found = { readonly page: PageToRead; readonly scanned: ScannedCode; readonly use: CodeUse | undefined };

type Props = {
  readonly pages: readonly PageToRead[];
  readonly trackingPortal: string | undefined;
  /** The page in view: Alt+O opens or uses its first code that can be, else the first of all. Absent: no key does. */
  readonly inView?: string | undefined;
  /** The screen takes the numbers of posts. */
  readonly takesPostal?: boolean;
  /** Says nothing of pages without codes. */
  readonly onlyFound?: boolean;
};

/** What the codes of these pages are, in words, and one press to open or use what is ours. */
export function FoundCodes({ pages, trackingPortal, inView, takesPostal = false, onlyFound = false }: Props) {
  const { scans } = usePlatform();
  const read = usePageCodes(pages, trackingPortal);
  const found = pages.flatMap((page): readonly Found[] => {
    const codes = read.get(page.id);
    return codes === undefined || codes === 'unread' ? [] : codes.map((scanned) => ({ page, scanned, use: whatToDo(scanned, takesPostal) }));
  });
  const unread = pages.filter(({ id }) => read.get(id) === 'unread');
  const done = pages.filter(({ id }) => read.has(id)).length;
  const usable = found.filter(({ use }) => use !== undefined);
  const first = inView === undefined ? undefined : (usable.find(({ page }) => page.id === inView) ?? usable[0]);
  useEffect(() => {
    if (first === undefined) return undefined;
    return bindKeys({
      'Alt+KeyO': (event) => {
        event.preventDefault();
        scans.bring(first.scanned);
      },
    });
  });
  if (pages.length === 0 || (onlyFound && found.length === 0 && done === pages.length)) return null;
  return (
    <div className="found-codes">
      {done < pages.length && <p className="quiet">{t`Lecture des codes : ${done} sur ${pages.length}…`}</p>}
      <ul aria-live="polite" aria-label={t`Codes lus`}>
        {found.map((each) => (
          <li key={`${each.page.id} ${each.scanned.text}`}>
            <span>{t`${each.page.name} : ${nameCode(each.scanned)}.`}</span>
            {each.use !== undefined && (
              <Button {...(each === first && { keys: 'Alt+O' })} onPress={() => scans.bring(each.scanned)}>
                {each.use === 'open' ? t`Ouvrir` : t`Utiliser`}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {unread.map(({ id, name }) => (
        <p key={id} className="quiet">{t`${name} : ses codes n’ont pas pu être lus.`}</p>
      ))}
      {found.length === 0 && unread.length === 0 && done === pages.length && <p className="quiet">{t`Aucun code sur ces pages.`}</p>}
    </div>
  );
}
