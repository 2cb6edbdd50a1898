/** Why nothing leaves the desk; words for the clerk are made from it. */
export type OfflineReason = 'unreachable' | 'proxy' | 'certificate' | 'server-error' | 'unauthorised' | 'not-enrolled';

/** What the status bar shows; data belongs to its phase, so that it cannot lie. */
export type SyncState =
  | { readonly phase: 'starting' }
  /** Pages of changes are still coming: what is searched is not yet all that the GRC holds. */
  | { readonly phase: 'catching-up'; readonly received: number }
  | { readonly phase: 'up-to-date'; readonly checkedAt: number }
  | { readonly phase: 'sending'; readonly waiting: number; readonly oldestAt: number }
  | {
      readonly phase: 'offline';
      readonly reason: OfflineReason;
      readonly waiting: number;
      readonly oldestAt: number | null;
      readonly lastSuccessAt: number | null;
      readonly nextTryAt: number;
    };

/** Counted apart, whatever the phase: writes that a clerk must look at. */
export type SyncReport = { readonly state: SyncState; readonly toHandle: number };

/** What the GRC has not accepted yet. */
export function unsentOf({ state, toHandle }: SyncReport): { readonly waiting: number; readonly toHandle: number } {
  return { waiting: state.phase === 'sending' || state.phase === 'offline' ? state.waiting : 0, toHandle };
}
