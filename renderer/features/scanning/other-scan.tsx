import { t } from '@lingui/core/macro';
import { useEffect } from 'react';
import type { ScanView } from '#shared/contracts/ipc/scanning.ts';
import { deskPaths } from '#shared/contracts/desk-api/desk-api.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { bindKeys } from '#renderer/ui/bind-keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { frenchInstant } from '#renderer/ui/french-format.ts';
import { Panel } from '#renderer/ui/panel.tsx';
import { countPages } from './scan-words.ts';

/** Pages of another visit that were never attached: they are nobody's by mistake, so the clerk decides. */
export function OtherScan({ scan, ownerId, zone, onClose }: { readonly scan: ScanView; readonly ownerId: string; readonly zone: string; readonly onClose: () => void }) {
  useEffect(() => bindKeys({ Escape: onClose }));
  const at = frenchInstant(scan.openedAt, zone);
  const [first] = scan.pages;
  return (
    <Panel title={t`Une numérisation n’est pas jointe`} paneId="scan-other">
      <p role="status">{t`Commencée le ${at} pour une autre demande : ${countPages(scan.pages.length)}.`}</p>
      {first?.looked === true && <img className="scan-other-page" src={deskPaths.scanThumbnail(first.id)} alt={t`Sa première page`} />}
      <div className="scan-actions">
        <Button variant="primary" autoFocus keys={t`Échap`} onPress={onClose}>{t`La laisser de côté`}</Button>
        <Button onPress={() => void desktop().scanning.takeOver(ownerId)}>{t`La prendre pour cette demande`}</Button>
        <Button variant="danger" onPress={() => void desktop().scanning.close('given-up')}>{t`Abandonner ces pages`}</Button>
      </div>
    </Panel>
  );
}
