import { useSyncExternalStore } from 'react';
import type { SyncState } from '#shared/sync/sync-state.ts';
import { usePlatform } from './platform.tsx';

const STEP = 2000;

/**
 * How full the cache is, in steps: what nobody answered to at one may be found at the next. `whole` when nothing more is
 * on its way.
 */
export function useFilling(): string {
  const { sync } = usePlatform();
  return useSyncExternalStore(
    (listener) => sync.subscribe(listener),
    () => filling(sync.report().state),
  );
}

function filling(state: SyncState): string {
  if (state.phase === 'starting') return 'empty';
  return state.phase === 'catching-up' ? `filling ${Math.floor(state.received / STEP)}` : 'whole';
}
