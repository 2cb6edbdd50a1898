import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import type { PrintJobView, PrintReason } from '#shared/contracts/ipc/printing.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';

/** The latest print job of a demande, in words; an uncertain one asks, and never prints again by itself. */
export function PrintState({ requestId }: { readonly requestId: string }) {
  const jobs = usePrintJobs();
  const job = jobs.filter((each) => each.requestId === requestId).at(-1);
  if (job === undefined || job.reason === 'no-printer') return null;
  switch (job.state) {
    case 'queued':
      return <Notice tone="info">{job.reason === null ? t`Récépissé en attente d’impression.` : t`Récépissé en attente : ${reasonWords(job.reason)}.`}</Notice>;
    case 'sending':
      return <Notice tone="info">{t`Impression en cours…`}</Notice>;
    case 'printed':
      return <Notice tone="ok">{t`Récépissé imprimé.`}</Notice>;
    case 'failed':
      return <Notice tone="danger">{t`Récépissé non imprimé : ${reasonWords(job.reason ?? 'unreachable')}.`}</Notice>;
    case 'uncertain':
      return (
        <Notice tone="warn">
          <p>{t`Le ticket est-il sorti ?`}</p>
          <div className="receipt-actions">
            <Button onPress={() => void desktop().printing.resolve(job.id, 'came-out')}>{t`Oui`}</Button>
            <Button onPress={() => void desktop().printing.resolve(job.id, 'print-again')}>{t`Non : réimprimer (duplicata)`}</Button>
          </div>
        </Notice>
      );
    default:
      return unreachable(job.state);
  }
}

function usePrintJobs(): readonly PrintJobView[] {
  const [jobs, setJobs] = useState<readonly PrintJobView[]>([]);
  useEffect(() => {
    void desktop().printing.jobs().then(setJobs);
    return desktop().printing.onJobsChanged(setJobs);
  }, []);
  return jobs;
}

function reasonWords(reason: PrintReason): string {
  switch (reason) {
    case 'no-printer':
      return t`aucune imprimante`;
    case 'unreachable':
      return t`l’imprimante ne répond pas`;
    case 'paper-out':
      return t`plus de papier`;
    case 'cover-open':
      return t`capot ouvert`;
    case 'offline':
      return t`imprimante hors ligne`;
    case 'no-confirmation':
      return t`l’imprimante n’a rien confirmé`;
    case 'interrupted':
      return t`impression interrompue`;
    case 'unreadable':
      return t`il n’a pas pu être préparé`;
    default:
      return unreachable(reason);
  }
}
