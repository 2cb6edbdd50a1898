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
 * What becomes of a scanned code: the screen takes it, or its demande or letter opens, or a sentence says why not. A screen that
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
    findRecord(finder, scanned).then(
      (found) => {
        // A code scanned since then has its own answer.
        if (nth === last.current) setNews(found === undefined ? { sentence: codeSentence(scanned) } : opening(found, from));
      },
      () => setNews({ sentence: t`La recherche n’a pas répondu : scannez le code encore une fois.` }),
    );
  };
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => scans.onBrought((scanned) => latest.current(scanned)), [scans]);
  /** Opens the request or letter, unless the clerk has gone on meanwhile or would lose something: it is offered then. */
  const opening = ({ topic, id }: Found, from: string): ScanNews | undefined => {
    const isLetter = topic === 'mail-items';
    const open = (): void => void (isLetter ? navigate({ to: '/courrier/$mailItemId', params: { mailItemId: id } }) : navigate({ to: '/dossier/$requestId', params: { requestId: id } }));
    const opens = isLetter ? t`Ouvrir le pli` : t`Ouvrir la demande`;
    const known = isLetter ? t`Le pli scanné est connu de ce poste.` : t`La demande scannée est connue de ce poste.`;
    if (hasUnsaved(document)) return { sentence: t`${known} Ce que vous saisissez ici serait perdu : terminez d’abord, ou ouvrez maintenant.`, open, opens };
    if (location.hash !== from) return { sentence: known, open, opens };
    open();
    return undefined;
  };
  return { take, news, forget: () => setNews(undefined) };
}

type Found = { readonly topic: 'requests' | 'mail-items'; readonly id: string };

async function findRecord(finder: Finder, { code }: ScannedCode): Promise<Found | undefined> {
  const found = (topic: Found['topic'], id: string | undefined): Found | undefined => (id === undefined ? undefined : { topic, id });
  switch (code.kind) {
    case 'desk-number':
      return found('requests', await finder.requestByNumber(code.number)) ?? found('mail-items', await finder.letterByNumber(code.number));
    case 's10':
    case 'la-poste':
      return found('mail-items', await finder.letterByNumber(code.number));
    case 'tracking':
      return found('requests', await finder.requestByToken(code.token));
    default:
      return undefined;
  }
}
