import { createContext, useContext } from 'react';
import { createStore, useStore, type StoreApi } from 'zustand';
import { focusPlace } from '#renderer/ui/focus-place.ts';
import { nextEmptyField, type LetterField, type LetterRefusal } from '#shared/domain/mail/check-letter.ts';
import type { LetterDraft } from '#shared/domain/mail/letter-draft.ts';

export type LetterState = {
  readonly draft: LetterDraft;
  /** Shown until the next attempt to record. */
  readonly refusals: readonly LetterRefusal[];
};
export type LetterStore = StoreApi<LetterState>;

/** The letter in hand; every field subscribes to its own part, so that a key repaints one field. */
export function createLetterStore(draft: LetterDraft): LetterStore {
  return createStore<LetterState>(() => ({ draft, refusals: [] }));
}

const LetterContext = createContext<LetterStore | undefined>(undefined);
export const LetterProvider = LetterContext.Provider;

export function useLetterStore(): LetterStore {
  const store = useContext(LetterContext);
  if (store === undefined) throw new Error('useLetterStore outside of a letter');
  return store;
}

export function useLetter<Part>(select: (state: LetterState) => Part): Part {
  return useStore(useLetterStore(), select);
}

export function changeLetter(store: LetterStore, change: Partial<LetterDraft>): void {
  store.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
}

/** Where the control of a field is; the last place is where a letter is recorded. */
export function placeOf(field: LetterField | 'record'): string {
  return `letter-${field}`;
}

/** The focus goes to what still waits to be filled, else to the recording. */
export function focusNextEmpty(store: LetterStore): void {
  focusPlace(placeOf(nextEmptyField(store.getState().draft) ?? 'record'));
}
