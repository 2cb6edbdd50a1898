import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { useHandScanner } from '#renderer/features/scan/use-hand-scanner.ts';
import { ScanNotice, type ScanNews } from './scan-notice.tsx';

/** Before a clerk has opened the desk a code opens nothing, and must not be typed into a PIN. */
export function ClosedDeskScans() {
  const [news, setNews] = useState<ScanNews>();
  useHandScanner(undefined, () => setNews({ sentence: t`Le poste n’est pas ouvert : ouvrez-le avec votre code personnel, puis scannez encore.` }));
  return <ScanNotice news={news} onClose={() => setNews(undefined)} />;
}
