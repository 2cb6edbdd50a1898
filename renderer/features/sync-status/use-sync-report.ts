import { useSyncExternalStore } from 'react';
import { usePlatform } from '#renderer/platform/platform.tsx';
import type { SyncReport } from '#shared/sync/sync-state.ts';

export function useSyncReport(): SyncReport {
  const { sync } = usePlatform();
  return useSyncExternalStore(
    (listener) => sync.subscribe(listener),
    () => sync.report(),
  );
}

/** Milliseconds that this machine's clock is ahead of the GRC's. */
export function useClockSkew(): number {
  const { sync } = usePlatform();
  return useSyncExternalStore(
    (listener) => sync.subscribe(listener),
    () => sync.clockSkewMs(),
  );
}
