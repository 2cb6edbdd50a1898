import { t } from '@lingui/core/macro';
import { useRef, useState } from 'react';
import { deskPaths } from '#shared/contracts/desk-api/desk-api.ts';
import type { AcknowledgementView } from '#shared/contracts/ipc/printing.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { deliveryWords, explainNoAcknowledgement, explainProblem } from './acknowledgement-words.ts';
import { LetterState } from './print-state.tsx';
import { useAcknowledgement, type AcknowledgementInUse } from './use-acknowledgement.ts';
import { usePrintJobs } from './use-print-jobs.ts';
import './receipts.css';

type Props = { readonly requestId: string; readonly rev: number };

/** The written acknowledgement of a demande that came by post: the letter, its printing, and that it was sent. */
export function AcknowledgementPanel({ requestId, rev }: Props) {
  const { answer, readAgain, replace } = useAcknowledgement(requestId, rev);
  return (
    <Panel title={t`Accusé de réception`} paneId="acknowledgement">
      {answer === undefined && <p role="status">{t`Le serveur prépare la lettre…`}</p>}
      {answer?.ok === false && (
        <>
          <Notice tone="warn">{explainProblem(answer.refusal)}</Notice>
          <LetterState requestId={requestId} />
          <div>
            <Button onPress={readAgain}>{t`Réessayer`}</Button>
          </div>
        </>
      )}
      {answer?.ok === true && answer.value.refusal !== null && <Notice tone="info">{explainNoAcknowledgement(answer.value.refusal)}</Notice>}
      {answer?.ok === true && answer.value.sha256 !== null && <Letter requestId={requestId} view={answer.value} sha256={answer.value.sha256} replace={replace} />}
    </Panel>
  );
}

function Letter({ requestId, view, sha256, replace }: { readonly requestId: string; readonly view: AcknowledgementView; readonly sha256: string; readonly replace: AcknowledgementInUse['replace'] }) {
  const { said, print, post } = useLetter(requestId, replace);
  const printed = usePrintJobs().findLast((job) => job.requestId === requestId && job.paper === 'acknowledgement' && job.state === 'printed')?.textSha256;
  const text = printed ?? sha256;
  const isSent = view.deliveries.some((delivery) => delivery.sha256 === text);
  return (
    <div className="letter">
      <div className="letter-facts">
        {view.addressLines.length < 2 ? <Notice tone="warn">{t`Son adresse n’est pas connue : complétez sa fiche, ou écrivez-la sur l’enveloppe.`}</Notice> : <p className="letter-address">{view.addressLines.join('\n')}</p>}
        <LetterState requestId={requestId} />
        {printed !== undefined && printed !== sha256 && <Notice tone="warn">{t`La demande a changé depuis l’impression : réimprimez la lettre si elle n’est pas partie.`}</Notice>}
        <ul className="letter-deliveries">
          {view.deliveries.map((delivery) => (
            <li key={delivery.id}>{deliveryWords(delivery)}</li>
          ))}
        </ul>
        {said !== undefined && <Notice tone="danger">{said}</Notice>}
        <div className="receipt-actions">
          <Button variant={printed === undefined ? 'primary' : 'secondary'} onPress={print}>{printed === undefined ? t`Imprimer la lettre` : t`Réimprimer (duplicata)`}</Button>
          {!isSent && <Button variant={printed === undefined ? 'secondary' : 'primary'} onPress={() => post(text)}>{t`Envoyé par la poste aujourd’hui`}</Button>}
        </div>
      </div>
      <iframe className="letter-preview" title={t`Accusé de réception, aperçu`} src={`${deskPaths.acknowledgementPdf(requestId)}?${sha256.slice(0, 8)}#navpanes=0&view=FitH`} />
    </div>
  );
}

function useLetter(requestId: string, replace: AcknowledgementInUse['replace']) {
  const [said, setSaid] = useState<string>();
  // Pressed twice, one text was posted once.
  const deliveries = useRef(new Map<string, string>());
  return {
    said,
    print: (): void =>
      void desktop()
        .printing.printAcknowledgement(requestId)
        .then((job) => setSaid(job.ok || job.refusal === 'none' ? undefined : explainProblem(job.refusal))),
    post: (sha256: string): void => {
      const id = deliveries.current.get(sha256) ?? newUuid();
      deliveries.current.set(sha256, id);
      void desktop()
        .printing.acknowledgementPosted({ id, requestId, sha256 })
        .then((answer) => {
          setSaid(answer.ok ? undefined : explainProblem(answer.refusal));
          if (answer.ok) replace(answer);
        });
    },
  };
}
