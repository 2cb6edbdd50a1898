import { useEffect, useRef, type RefObject } from 'react';
import type { FoundCode } from '#renderer/platform/barcodes.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';

/** Ten looks a second at most, one at a time: a slow PC looks less often. */
const BETWEEN_LOOKS_MS = 100;

/** Tells each code that the playing video shows; one that stays in view is told again at each look. */
export function useLiveCodes(video: RefObject<HTMLVideoElement | null>, playing: boolean, onCode: (code: FoundCode) => void, onFailed: () => void): void {
  const { barcodes } = usePlatform();
  const latest = useRef({ onCode, onFailed });
  useEffect(() => {
    latest.current = { onCode, onFailed };
  });
  useEffect(() => {
    if (!playing) return;
    let here = true;
    const look = async (): Promise<void> => {
      while (here) {
        const started = performance.now();
        const element = video.current;
        if (element !== null && element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
          const code = await barcodes.readFrame(await createImageBitmap(element));
          if (here && code !== undefined) latest.current.onCode(code);
        }
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, BETWEEN_LOOKS_MS - (performance.now() - started))));
      }
    };
    look().catch(() => here && latest.current.onFailed());
    return () => {
      here = false;
    };
  }, [barcodes, playing, video]);
}
