import { useEffect, useRef, useState } from 'react';
import type { CacheScope } from '#shared/contracts/grc-api/policy.ts';
import type { SessionView } from '#shared/contracts/ipc/session.ts';
import { startSyncHost, type SyncHost } from '#renderer/sync/host.ts';

const started: { host: Promise<SyncHost> | undefined } = { host: undefined };

/**
 * The sync worker, from the moment the desk's keys are open until the window closes: it keeps sending while the
 * desk is locked, and for a clerk who has left. What it had decrypted to search in is dropped when they go. `trouble`: the
 * cache has not opened yet, and is tried again.
 */
export function useSyncHost(session: SessionView | undefined, scope: CacheScope | undefined): { readonly host: SyncHost | undefined; readonly trouble: boolean } {
  const [host, setHost] = useState<SyncHost>();
  const [trouble, setTrouble] = useState(false);
  const phase = session?.phase;
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
  useClerkAtDesk(session, host);
  useScope(keysOpen ? scope : undefined, host);
  return { host, trouble };
}

/** A lock changes nothing of who is at the desk; nor does a start, until somebody signs in. */
function useClerkAtDesk(session: SessionView | undefined, host: SyncHost | undefined): void {
  const signedIn = useRef(false);
  const clerkId = session?.phase === 'open' || session?.phase === 'locked' ? session.clerk.id : session?.phase === 'choose-clerk' || session?.phase === 'enrolment' ? null : undefined;
  useEffect(() => {
    if (host === undefined || clerkId === undefined || (clerkId === null && !signedIn.current)) return;
    signedIn.current = true;
    host.clerkIs(clerkId);
  }, [clerkId, host]);
}

/** The worker asks main for the rule when it starts. */
function useScope(scope: CacheScope | undefined, host: SyncHost | undefined): void {
  const obeyed = useRef(scope);
  useEffect(() => {
    if (scope === undefined) return;
    const changed = obeyed.current !== undefined && obeyed.current !== scope;
    // Not yet there: tried again with the host.
    if (changed && host === undefined) return;
    obeyed.current = scope;
    if (changed) host?.startAnew();
  }, [scope, host]);
}
