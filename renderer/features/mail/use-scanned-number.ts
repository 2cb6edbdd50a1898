import { t } from '@lingui/core/macro';
import { useEffect } from 'react';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { withScannedNumber } from '#shared/domain/mail/letter-draft.ts';
import { focusNextEmpty, placeOf, useLetterStore } from './letter-store.ts';

/**
 * A postal number scanned anywhere on the screen is that of the letter in hand; `say` tells why it was not taken. What is
 * half typed stays, and so does the focus, unless it waited for this very number.
 */
export function useScannedNumber(say: (sentence: string | undefined) => void): void {
  const store = useLetterStore();
  const { scans } = usePlatform();
  useEffect(
    () =>
      scans.onCode(({ code }) => {
        if (code.kind !== 's10' && code.kind !== 'la-poste') return false;
        const { draft } = store.getState();
        const numbered = withScannedNumber(draft, code.number);
        say(numbered === undefined ? t`Ce pli a déjà le numéro ${draft.registeredNumber} : enregistrez-le d’abord (Ctrl+Entrée), ou effacez ce numéro.` : undefined);
        if (numbered === undefined) return true;
        store.setState({ draft: numbered });
        const waiting = document.getElementById(placeOf('registeredNumber'));
        if (waiting?.contains(document.activeElement) === true || document.activeElement === document.body) focusNextEmpty(store);
        return true;
      }),
    [scans, store, say],
  );
}
