import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { saveDraft } from '#renderer/data/drafts.ts';
import { isUntouched, type VisitDraft } from '#shared/domain/service-request/visit-draft.ts';
import type { VisitStore } from './visit-store.ts';

const PAUSE_MS = 400;

/** Saves what is typed within a second, encrypted, so that a killed app loses nothing. */
export function useDraftAutosave(store: VisitStore): { readonly error: string | undefined } {
  const [error, setError] = useState<string>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = (): void => {
      timer = undefined;
      saveVisit(store.getState().draft).then(
        () => setError(undefined),
        () => setError(t`Le brouillon n’a pas pu être gardé sur ce poste : enregistrez dès que possible.`),
      );
    };
    const unsubscribe = store.subscribe(({ draft }, before) => {
      // Not debounced to the end of the typing: at most PAUSE_MS of work is ever unsaved.
      if (draft !== before.draft && !isUntouched(draft)) timer ??= setTimeout(save, PAUSE_MS);
    });
    return () => {
      unsubscribe();
      if (timer !== undefined) {
        clearTimeout(timer);
        save();
      }
    };
  }, [store]);
  return { error };
}

/** Resolves once the draft is kept on this desk. */
export function saveVisit(draft: VisitDraft): Promise<void> {
  return saveDraft({ id: draft.id, title: draftTitle(draft), updatedAt: Date.now(), content: draft });
}

export function draftTitle(draft: VisitDraft): string {
  const who = draft.applicant === 'anonymous' ? t`Anonyme` : (draft.applicant?.displayName ?? t`Sans usager`);
  return draft.procedure === null ? who : `${who} — ${draft.procedure.title}`;
}
