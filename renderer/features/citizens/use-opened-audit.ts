import { useEffect } from 'react';
import { desktop } from '#renderer/platform/desktop.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { projectSealed } from '#renderer/data/projection.ts';

/** Journals that a person's file was opened here, offline too: every read of a person is audited, once per opening. */
export function useOpenedAudit(action: 'citizen-opened' | 'request-opened', subjectId: string | undefined): void {
  const { sync } = usePlatform();
  useEffect(() => {
    if (subjectId === undefined) return;
    let current = true;
    // After the first paint: the clerk's answer does not wait for the audit.
    const timer = setTimeout(() => {
      void desktop()
        .journal.record({ kind: 'audit', opId: newUuid(), action, subjectId })
        .then(async (sealed) => {
          if (!sealed.ok) return;
          await projectSealed(sealed.value);
          if (current) sync.poke();
        });
    }, 0);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [sync, action, subjectId]);
}
