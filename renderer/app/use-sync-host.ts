import { useEffect, useState } from 'react';
import type { SessionView } from '#shared/contracts/ipc/session.ts';
import type { Platform } from '#renderer/platform/platform.tsx';
import { startSyncHost } from '#renderer/sync/host.ts';

let host: Promise<Platform> | undefined;

/**
 * The sync worker, from the moment the desk's keys are open until the window closes: it keeps sending while the
 * desk is locked, and for a clerk who has left.
 */
export function useSyncHost(phase: SessionView['phase'] | undefined): Platform | undefined {
  const [platform, setPlatform] = useState<Platform>();
  const keysOpen = phase === 'choose-clerk' || phase === 'locked' || phase === 'open';
  useEffect(() => {
    if (!keysOpen) return;
    host ??= startSyncHost();
    void host.then(setPlatform);
  }, [keysOpen]);
  return platform;
}
