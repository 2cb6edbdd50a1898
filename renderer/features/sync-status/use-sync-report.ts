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
