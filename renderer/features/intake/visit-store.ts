import { createContext, useContext } from 'react';
import { createStore, useStore, type StoreApi } from 'zustand';
import type { VisitRefusal } from '#shared/domain/service-request/check-visit.ts';
import { openVisit, type VisitDraft } from '#shared/domain/service-request/visit-draft.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';

export type VisitState = {
  readonly draft: VisitDraft;
  /** Shown until the next attempt to record. */
  readonly refusals: readonly VisitRefusal[];
};
export type VisitStore = StoreApi<VisitState>;

/** One visit being typed; every field subscribes to its own part, so that a key repaints one field. */
export function createVisitStore(draft: VisitDraft): VisitStore {
  return createStore<VisitState>(() => ({ draft, refusals: [] }));
}

export function freshVisit(): VisitDraft {
  const token = crypto.getRandomValues(new Uint8Array(16));
  const trackingToken = btoa(String.fromCharCode(...token)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return openVisit({ newUuid, trackingToken });
}

const VisitContext = createContext<VisitStore | undefined>(undefined);
export const VisitProvider = VisitContext.Provider;

export function useVisitStore(): VisitStore {
  const store = useContext(VisitContext);
  if (store === undefined) throw new Error('useVisitStore outside of a visit');
  return store;
}

export function useVisit<Part>(select: (state: VisitState) => Part): Part {
  return useStore(useVisitStore(), select);
}

export function changeDraft(store: VisitStore, change: Partial<VisitDraft>): void {
  store.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
}
