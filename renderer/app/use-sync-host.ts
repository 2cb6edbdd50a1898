import { useEffect, useState } from 'react';
import type { SessionView } from '#shared/contracts/ipc/session.ts';
import { startSyncHost, type SyncHost } from '#renderer/sync/host.ts';

const started: { host: Promise<SyncHost> | undefined } = { host: undefined };

/**
 * The sync worker, from the moment the desk's keys are open until the window closes: it keeps sending while the
 * desk is locked, and for a clerk who has left. What it had decrypted to search in is dropped when they go. `trouble`: the
 * cache has not opened yet, and is tried again.
 */
export function useSyncHost(phase: SessionView['phase'] | undefined): { readonly host: SyncHost | undefined; readonly trouble: boolean } {
  const [host, setHost] = useState<SyncHost>();
  const [trouble, setTrouble] = useState(false);
  const keysOpen = phase === 'choose-clerk' || phase === 'locked' || phase === 'open';
  useEffect(() => {
    if (!keysOpen) return;
    started.host ??= startSyncHost(() => setTrouble(true));
    void started.host.then(setHost);
  }, [keysOpen]);
  useEffect(() => {
    if (phase === 'open') host?.follow();
    if (phase === 'choose-clerk' || phase === 'locked') host?.forget();
  }, [phase, host]);
  // What waited for an enrolment leaves at once.
  useEffect(() => {
    if (phase !== 'enrolment') return;
    return () => host?.sync.poke();
  }, [phase, host]);
  return { host, trouble };
}
