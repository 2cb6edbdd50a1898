import { createContext, useContext } from 'react';
import type { SessionView } from '#shared/contracts/ipc/session.ts';
import type { SettingsView } from '#shared/contracts/ipc/settings.ts';

export type OpenSession = Extract<SessionView, { phase: 'open' }>;
export type DeskContextValue = { readonly session: OpenSession; readonly settings: SettingsView };

const DeskContext = createContext<DeskContextValue | undefined>(undefined);
export const DeskProvider = DeskContext.Provider;

/** The open desk: who works here, for which town, with which settings. */
export function useDesk(): DeskContextValue {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error('useDesk outside of an open desk');
  return desk;
}
