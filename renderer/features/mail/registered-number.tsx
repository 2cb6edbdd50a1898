import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { doubtOfNumber } from '#shared/domain/mail/check-letter.ts';
import { changeLetter, placeOf, useLetter, useLetterStore } from './letter-store.ts';
import { doubtWords, explainLetterRefusal } from './letter-words.ts';

/** Scanned or typed; what is unusual is said, and never refused but for a wrong S10 key. */
export function RegisteredNumber() {
  const store = useLetterStore();
  const number = useLetter(({ draft }) => draft.registeredNumber);
  const refusal = useLetter(({ refusals }) => refusals.find(({ field }) => field === 'registeredNumber'));
  const known = useKnownNumber(number);
  const doubt = number.length < 8 ? undefined : doubtOfNumber(number);
  const hint = known ? t`Ce numéro est déjà au registre.` : doubt === undefined ? t`Scannez-le, ou tapez-le` : doubtWords(doubt);
  return (
    <div id={placeOf('registeredNumber')} className="letter-number" data-doubt={known || doubt !== undefined ? '' : undefined}>
      <TextField
        label={t`N° de suivi`}
        value={number}
        error={refusal && explainLetterRefusal(refusal)}
        hint={hint}
        onChange={(typed) => changeLetter(store, { registeredNumber: typed })}
      />
    </div>
  );
}

/** Whether a letter under this number is known already. */
function useKnownNumber(number: string): boolean {
  const { finder } = usePlatform();
  const [known, setKnown] = useState('');
  useEffect(() => {
    if (number.trim() === '') return;
    let current = true;
    void finder.letterByNumber(number).then((id) => current && id !== undefined && setKnown(number));
    return () => {
      current = false;
    };
  }, [finder, number]);
  return number !== '' && known === number;
}
