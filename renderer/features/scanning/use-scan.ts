import { useEffect, useState } from 'react';
import type { ScanView } from '#shared/contracts/ipc/scanning.ts';
import { desktop } from '#renderer/platform/desktop.ts';

/** Pages scanned for this owner that none of the files it holds is made of. */
export function unattachedPages(scan: ScanView | null | undefined, ownerId: string, held: readonly { readonly id: string }[]): number {
  if (scan?.ownerId !== ownerId) return 0;
  // Held already: only main has still to forget the scan.
  return held.some(({ id }) => id === scan.attached?.id) ? 0 : scan.pages.length;
}

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
