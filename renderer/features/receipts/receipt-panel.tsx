import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { useRequest } from '#renderer/data/requests.ts';
import { bindKeys } from '#renderer/ui/bind-keys.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { DeskNumber } from '#renderer/ui/desk-number.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { explainSealRefusal } from '#renderer/ui/seal-refusal.ts';
import { Stamp } from '#renderer/ui/stamp.tsx';
import type { SealedIntent } from '#shared/sync/intent.ts';
import { PrintState } from './print-state.tsx';
import { ReceiptPreview } from './receipt-preview.tsx';

const VOID_SECONDS = 10;

/** After "enregistré": the number, where the record stands, the paper, and a way back for ten seconds. */
export function ReceiptPanel({ sealed, onNext, onAmend }: {
  readonly sealed: SealedIntent & { readonly intent: { readonly kind: 'visit' } };
  readonly onNext: () => void;
  readonly onAmend: (requestId: string) => void;
}) {
  const { id: requestId } = sealed.intent.request;
  const request = useRequest(requestId);
  const { seconds, voided, problem, voidIt } = useVoiding(sealed, requestId);
  useEffect(() =>
    bindKeys({
      Escape: onNext,
      'Control+z': (event) => {
        event.preventDefault();
        voidIt();
      },
      F8: (event) => {
        event.preventDefault();
        onAmend(requestId);
      },
    }),
  );
  return (
    <div className="receipt-done">
      <Panel title={voided ? t`Numéro annulé` : t`Demande enregistrée`} paneId="receipt">
        <p className="receipt-number">
          <DeskNumber number={sealed.deskNumber ?? ''} size="ticket" />
        </p>
        <p>{sealed.intent.request.procedureTitle}</p>
        <p role="status">
          {request?.transmission === 'transmitted' ? (
            <Stamp tone="ok">{t`Transmise n° ${request.grcNumber ?? ''}`}</Stamp>
          ) : request?.transmission === 'to-handle' ? (
            <Stamp tone="danger">{t`À traiter : le serveur a refusé cet envoi`}</Stamp>
          ) : (
            <Stamp tone="warn">{t`Enregistrée sur ce poste, envoi en attente`}</Stamp>
          )}
        </p>
        {voided ? (
          <Notice tone="warn">{t`Reprenez le récépissé à l’usager. Le numéro ne sera jamais redonné.`}</Notice>
        ) : (
          <PrintState requestId={requestId} />
        )}
        {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
        <div className="receipt-actions">
          <Button variant="primary" keys={t`Échap`} onPress={onNext} autoFocus>{t`Usager suivant`}</Button>
          {!voided && <Button keys="F8" onPress={() => onAmend(requestId)}>{t`Rectifier`}</Button>}
          {!voided && seconds > 0 && (
            <Button variant="danger" keys="Ctrl+Z" onPress={voidIt}>{t`Annuler (${seconds} s)`}</Button>
          )}
        </div>
      </Panel>
      {!voided && <ReceiptPreview requestId={requestId} />}
    </div>
  );
}

function useVoiding(sealed: SealedIntent, requestId: string) {
  const { seal } = usePlatform();
  const [seconds, setSeconds] = useState(VOID_SECONDS);
  const [voided, setVoided] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [opId] = useState(newUuid);
  useEffect(() => {
    if (seconds === 0) return;
    const timer = setTimeout(() => setSeconds(seconds - 1), 1000);
    return () => clearTimeout(timer);
  }, [seconds]);
  const voidIt = (): void => {
    if (voided || seconds === 0 || sealed.deskNumber === null) return;
    void seal({ kind: 'void', opId, requestId, deskNumber: sealed.deskNumber }).then((answer) => {
      if (answer.ok) setVoided(true);
      else setProblem(explainSealRefusal(answer.refusal, 'change'));
    });
  };
  return { seconds, voided, problem, voidIt };
}
