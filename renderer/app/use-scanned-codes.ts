import { t } from '@lingui/core/macro';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { codeSentence } from '#renderer/features/scan/scanned-words.ts';
import type { Finder } from '#renderer/platform/finder.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import type { ScannedCode } from '#renderer/platform/scanned-codes.ts';
import { hasUnsaved } from '#renderer/ui/unsaved.ts';
import type { ScanNews } from './scan-notice.tsx';

export type ScannedCodesHere = { readonly take: (scanned: ScannedCode) => void; readonly news: ScanNews | undefined; readonly forget: () => void };

/**
 * What becomes of a scanned code: the screen takes it, or its demande opens, or a sentence says why not. A screen that
 * would lose what is typed in it is not left by itself: the demande is offered.
 */
export function useScannedCodes(): ScannedCodesHere {
  const { finder, scans } = usePlatform();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [news, setNews] = useState<ScanNews>();
  const last = useRef(0);
  useEffect(() => setNews(undefined), [pathname]);

  const take = (scanned: ScannedCode): void => {
    last.current += 1;
    const nth = last.current;
    const from = location.hash;
    setNews(undefined);
    if (scans.offer(scanned)) return;
    findRequest(finder, scanned).then(
      (requestId) => {
        // A code scanned since then has its own answer.
        if (nth === last.current) setNews(requestId === undefined ? { sentence: codeSentence(scanned) } : opening(requestId, from));
      },
      () => setNews({ sentence: t`La recherche n’a pas répondu : scannez le code encore une fois.` }),
    );
  };
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => scans.onBrought((scanned) => latest.current(scanned)), [scans]);
  /** Opens the request, unless the clerk has gone on meanwhile or would lose something: it is offered then. */
  const opening = (requestId: string, from: string): ScanNews | undefined => {
    const open = (): void => void navigate({ to: '/dossier/$requestId', params: { requestId } });
    if (hasUnsaved(document)) return { sentence: t`La demande scannée est connue de ce poste. Ce que vous saisissez ici serait perdu : terminez d’abord, ou ouvrez-la maintenant.`, open };
    if (location.hash !== from) return { sentence: t`La demande scannée est connue de ce poste.`, open };
    open();
    return undefined;
  };
  return { take, news, forget: () => setNews(undefined) };
}

async function findRequest(finder: Finder, { code }: ScannedCode): Promise<string | undefined> {
  if (code.kind === 'desk-number') return finder.requestByNumber(code.number);
  return code.kind === 'tracking' ? finder.requestByToken(code.token) : undefined;
}
