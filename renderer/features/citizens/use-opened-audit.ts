import { useEffect } from 'react';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';

/** Journals that a person's file was opened here, offline too: every read of a person is audited, once per opening. */
export function useOpenedAudit(action: 'citizen-opened' | 'request-opened', subjectId: string | undefined): void {
  const { seal } = usePlatform();
  useEffect(() => {
    if (subjectId === undefined) return;
    // After the first paint: the clerk's answer does not wait for the audit.
    const timer = setTimeout(() => void seal({ kind: 'audit', opId: newUuid(), action, subjectId }), 0);
    return () => clearTimeout(timer);
  }, [seal, action, subjectId]);
}
