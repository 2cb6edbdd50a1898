import { t } from '@lingui/core/macro';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { changeLetter, useLetter, useLetterStore } from './letter-store.ts';

/** The scanned pages of the letter, one file each time. */
export function LetterFiles({ onScan, unattached }: { readonly onScan: () => void; readonly unattached: number }) {
  const store = useLetterStore();
  const attachments = useLetter(({ draft }) => draft.attachments);
  return (
    <div className="letter-files">
      <Button keys="F8" onPress={onScan}>{t`Numériser`}</Button>
      {unattached > 0 && <Notice tone="warn">{unattached === 1 ? t`1 page numérisée à joindre.` : t`${unattached} pages numérisées à joindre.`}</Notice>}
      <ul>
        {attachments.map((file) => (
          <li key={file.id}>
            {file.label} <span className="quiet">{file.pageCount === 1 ? t`1 page` : t`${file.pageCount} pages`}</span>
            <Button
              variant="quiet"
              label={t`Retirer ${file.label}`}
              onPress={() => changeLetter(store, { attachments: attachments.filter((each) => each !== file) })}
            >{t`Retirer`}</Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
