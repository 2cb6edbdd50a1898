import { t } from '@lingui/core/macro';
import type { PrintJobView, PrintReason } from '#shared/contracts/ipc/printing.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { usePrintJobs } from './use-print-jobs.ts';
import './receipts.css';

/** The latest letter of a demande, in words. */
export function LetterState({ requestId }: { readonly requestId: string }) {
  const job = usePrintJobs().findLast((each) => each.requestId === requestId && each.paper === 'acknowledgement');
  if (job === undefined) return null;
  const why = job.reason === null ? '' : reasonWords(job.reason);
  switch (job.state) {
    case 'queued':
      return <Notice tone="info">{job.reason === null ? t`Lettre en attente d’impression.` : t`Lettre en attente : ${why}.`}</Notice>;
    case 'sending':
      return <Notice tone="info">{t`Impression en cours…`}</Notice>;
    case 'printed':
      return <Notice tone="ok">{t`Lettre imprimée.`}</Notice>;
    case 'failed':
      if (job.reason === 'no-printer') return <Notice tone="info">{t`Aucune imprimante A4 n’est réglée dans « Poste » : imprimez la lettre depuis son aperçu.`}</Notice>;
      return job.reason === 'no-acknowledgement' ? null : <Notice tone="danger">{t`Lettre non imprimée : ${why}.`}</Notice>;
    case 'uncertain':
      return <UnsurePaper job={job} question={t`La lettre est-elle sortie ?`} />;
    default:
      return unreachable(job.state);
  }
}

/** The latest print job of a receipt, in words; an uncertain one asks, and never prints again by itself. */
export function PrintState({ requestId }: { readonly requestId: string }) {
  const jobs = usePrintJobs();
  const job = jobs.findLast((each) => each.requestId === requestId && each.paper === 'receipt');
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
      return <UnsurePaper job={job} question={t`Le ticket est-il sorti ?`} />;
    default:
      return unreachable(job.state);
  }
}

/** Every receipt of which nobody knows whether it came out: a crash or a silent printer left it so. Nothing when there is none. */
export function UnsurePapers() {
  const unsure = usePrintJobs().filter(({ state }) => state === 'uncertain');
  if (unsure.length === 0) return null;
  return (
    <div className="unsure-papers">
      {unsure.map((job) => (
        <UnsurePaper key={job.id} job={job} question={job.paper === 'receipt' ? t`Récépissé ${job.number} : le ticket est-il sorti ?` : t`Accusé de réception ${job.number} : la lettre est-elle sortie ?`} />
      ))}
    </div>
  );
}

function UnsurePaper({ job, question }: { readonly job: PrintJobView; readonly question: string }) {
  return (
    <Notice tone="warn">
      <p>{question}</p>
      <div className="receipt-actions">
        <Button onPress={() => void desktop().printing.resolve(job.id, 'came-out')}>{t`Oui`}</Button>
        <Button onPress={() => void desktop().printing.resolve(job.id, 'print-again')}>{t`Non : réimprimer (duplicata)`}</Button>
      </div>
    </Notice>
  );
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
    case 'voided':
      return t`son numéro est annulé`;
    case 'no-pdf':
      return t`l’imprimante ne prend pas les PDF`;
    case 'awaiting-server':
      return t`le serveur ne l’a pas encore délivré`;
    case 'no-acknowledgement':
      return t`le serveur n’en délivre pas`;
    default:
      return unreachable(reason);
  }
}
