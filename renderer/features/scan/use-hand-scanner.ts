import { useEffect, useRef } from 'react';
import type { ScannedCode } from '#renderer/platform/scanned-codes.ts';
import { listenHandScanner } from './listen-hand-scanner.ts';

/** The hand scanner of this window, for as long as the component is there. */
export function useHandScanner(trackingPortal: string | undefined, onScanned: (scanned: ScannedCode) => void): void {
  const latest = useRef({ trackingPortal, onScanned });
  useEffect(() => {
    latest.current = { trackingPortal, onScanned };
  });
  useEffect(() => listenHandScanner(window, () => latest.current.trackingPortal, (scanned) => latest.current.onScanned(scanned)), []);
}
