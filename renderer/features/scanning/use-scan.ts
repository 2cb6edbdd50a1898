import { useEffect, useState } from 'react';
import type { ScanView } from '#shared/contracts/ipc/scanning.ts';
import { desktop } from '#renderer/platform/desktop.ts';

/** The scan under way on this desk; null for none, undefined until the first answer. */
export function useScan(): ScanView | null | undefined {
  const [view, setView] = useState<ScanView | null>();
  useEffect(() => {
    let heard = false;
    const unsubscribe = desktop().scanning.onChanged((next) => {
      heard = true;
      setView(next);
    });
    void desktop()
      .scanning.view()
      .then((first) => {
        if (!heard) setView(first);
      });
    return unsubscribe;
  }, []);
  return view;
}
