import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { deskPaths } from '#shared/contracts/desk-api/desk-api.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Panel } from '#renderer/ui/panel.tsx';

/** The A4 receipt beside its number: never a modal, so that the next person need not wait for it. */
export function ReceiptPreview({ requestId }: { readonly requestId: string }) {
  const [said, setSaid] = useState<string>();
  const save = async (): Promise<void> => {
    const saved = await desktop().printing.saveA4(requestId, 'original');
    if (saved.ok) setSaid(saved.value.saved ? t`Récépissé enregistré en PDF.` : undefined);
    else setSaid(saved.refusal.code === 'disk-full' ? t`Le disque est plein : choisissez un autre dossier.` : t`Ce récépissé n’est pas sur ce poste.`);
  };
  return (
    <Panel title={t`Récépissé A4`} paneId="preview" aside={<Button onPress={() => void save()}>{t`Enregistrer en PDF`}</Button>}>
      {said !== undefined && <Notice tone="info">{said}</Notice>}
      <iframe className="receipt-preview" title={t`Récépissé A4`} src={`${deskPaths.receiptPdf(requestId)}#toolbar=0&navpanes=0&view=FitH`} />
    </Panel>
  );
}
