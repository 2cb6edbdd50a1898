import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { saveDraft } from '#renderer/data/drafts.ts';
import { isUntouched, type VisitDraft } from '#shared/domain/service-request/visit-draft.ts';
import type { VisitStore } from './visit-store.ts';

const PAUSE_MS = 400;

/** Saves what is typed within a second, encrypted, so that a killed app loses nothing. */
export function useDraftAutosave(store: VisitStore, titleOf: (draft: VisitDraft) => string): { readonly error: string | undefined } {
  const [error, setError] = useState<string>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = (): void => {
      timer = undefined;
      const { draft } = store.getState();
      saveDraft({ id: draft.id, title: titleOf(draft), updatedAt: Date.now(), content: draft }).then(
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
  }, [store, titleOf]);
  return { error };
}

export function draftTitle(draft: VisitDraft): string {
  const who = draft.applicant === 'anonymous' ? t`Anonyme` : (draft.applicant?.displayName ?? t`Sans usager`);
  return draft.procedure === null ? who : `${who} — ${draft.procedure.title}`;
}
