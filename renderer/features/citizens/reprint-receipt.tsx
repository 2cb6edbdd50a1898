import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { unreachable } from '#shared/lib/unreachable.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';

/** A second copy for the person; main prints it from the journal, marked DUPLICATA. */
export function ReprintReceipt({ requestId }: { readonly requestId: string }) {
  const [said, setSaid] = useState<string>();
  const reprint = async (): Promise<void> => {
    const printer = await desktop().printing.printer();
    if (printer.state === 'none') {
      const saved = await desktop().printing.saveA4(requestId, 'duplicate');
      setSaid(saved.ok ? (saved.value.saved ? t`Récépissé A4 enregistré.` : undefined) : refusalWords(saved.refusal.code));
      return;
    }
    const job = await desktop().printing.reprint(requestId);
    setSaid(job.ok ? t`Duplicata envoyé à l’imprimante.` : refusalWords(job.refusal.code));
  };
  return (
    <div className="reprint">
      <Button variant="secondary" onPress={() => void reprint()}>{t`Réimprimer le récépissé (duplicata)`}</Button>
      {said !== undefined && <Notice tone="info">{said}</Notice>}
    </div>
  );
}

function refusalWords(code: 'unknown-request' | 'voided' | 'disk-full'): string {
  switch (code) {
    case 'unknown-request':
      return t`Ce récépissé a été fait sur un autre poste : il se réimprime là-bas.`;
    case 'voided':
      return t`Ce numéro a été annulé : il n’a plus de récépissé.`;
    case 'disk-full':
      return t`Le disque est plein : choisissez un autre dossier.`;
    default:
      return unreachable(code);
  }
}
