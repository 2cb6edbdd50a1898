import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { desktop } from '#renderer/platform/desktop.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import './desk-screens.css';

/** How many harmed parts a clerk has said to have told of: beyond them, it is said again. */
const TOLD = 'journal-harm-told';

/** Said until a clerk has told the IT department: something with a number on paper may be in what was set aside. */
export function HarmedJournal() {
  const [parts, setParts] = useState(0);
  useEffect(() => {
    let current = true;
    void desktop()
      .journal.harm()
      .then((harm) => current && harm.parts > Number(localStorage.getItem(TOLD)) && setParts(harm.parts));
    return () => {
      current = false;
    };
  }, []);
  if (parts === 0) return null;
  const told = (): void => {
    localStorage.setItem(TOLD, String(parts));
    setParts(0);
  };
  return (
    <div className="harmed-journal">
      <Notice tone="danger">
        <p>{t`Une partie du journal de ce poste ne se lit plus : le disque l’a abîmée. Elle a été mise de côté, rien n’est effacé. Prévenez votre informatique aujourd’hui.`}</p>
        <p>{t`Vous pouvez continuer. Comparez les tickets remis avec « Fin de journée » : une demande dont le numéro y manque est à ressaisir.`}</p>
        <Button onPress={told}>{t`L’informatique est prévenue`}</Button>
      </Notice>
    </div>
  );
}
