import { useEffect, useState } from 'react';
import { saveDraft, type Draft } from './drafts.ts';

const PAUSE_MS = 400;

/** Where a screen holds what is being typed. */
type Holder<Content> = {
  readonly getState: () => { readonly draft: Content };
  readonly subscribe: (listener: (now: { readonly draft: Content }, before: { readonly draft: Content }) => void) => () => void;
};

/**
 * Saves what is typed within a second, encrypted, so that a killed app loses nothing. `draftOf` must be the same
 * function at each call; it answers undefined for what is not worth keeping. `failed`: the last save was not kept.
 */
export function useDraftAutosave<Content>(holder: Holder<Content>, draftOf: (content: Content) => Omit<Draft, 'updatedAt'> | undefined): { readonly failed: boolean } {
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = (): void => {
      timer = undefined;
      const draft = draftOf(holder.getState().draft);
      if (draft === undefined) return;
      saveDraft({ ...draft, updatedAt: Date.now() }).then(
        () => setFailed(false),
        () => setFailed(true),
      );
    };
    const unsubscribe = holder.subscribe(({ draft }, before) => {
      // Not debounced to the end of the typing: at most PAUSE_MS of work is ever unsaved.
      if (draft !== before.draft && draftOf(draft) !== undefined) timer ??= setTimeout(save, PAUSE_MS);
    });
    return () => {
      unsubscribe();
      if (timer !== undefined) {
        clearTimeout(timer);
        save();
      }
    };
  }, [holder, draftOf]);
  return { failed };
}
