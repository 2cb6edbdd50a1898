import { t } from '@lingui/core/macro';
import { useEffect, useState, type ReactNode } from 'react';
import { deskPaths } from '#shared/contracts/desk-api/desk-api.ts';
import type { ScanView } from '#shared/contracts/ipc/scanning.ts';
import type { Attachment } from '#shared/domain/document/attachment.ts';
import type { PageToRead } from '#renderer/platform/barcodes.ts';
import { bindKeys } from '#renderer/ui/bind-keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { DeviceChoice, Pick } from './device-choice.tsx';
import { OtherScan } from './other-scan.tsx';
import { PageStrip } from './page-strip.tsx';
import { PageViewer } from './page-viewer.tsx';
import { ScanActivityLine } from './scan-activity.tsx';
import { countPages } from './scan-words.ts';
import { useDevices, type LastScanner } from './use-devices.ts';
import { useScan } from './use-scan.ts';
import { useScanActions } from './use-scan-actions.ts';
import './scanning.css';

export type ScanPanelProps = {
  /** The visit or letter that the pages are for. */
  readonly ownerId: string;
  /** What the pages may be: required documents by type. */
  readonly targets: readonly { readonly type: string; readonly title: string }[];
  readonly target: string | null;
  readonly last: LastScanner;
  /** The town's, for the hours told. */
  readonly zone: string;
  /** What the codes of these pages are; `inView` is the page that is shown. */
  readonly codes: (pages: readonly PageToRead[], inView: string) => ReactNode;
  /** Resolves once the owner holds the attachment for good. */
  readonly onAttached: (attachment: Attachment, documentType: string | null) => Promise<void>;
  readonly onClose: () => void;
};

/** Paper into pages, pages into one document; the device goes on when the panel is closed. */
export function ScanPanel(props: ScanPanelProps) {
  const scan = useScan();
  if (scan === undefined) return null;
  if (scan !== null && scan.ownerId !== props.ownerId) return <OtherScan scan={scan} ownerId={props.ownerId} zone={props.zone} onClose={props.onClose} />;
  return <Scanning {...props} scan={scan} />;
}

function Scanning({ ownerId, targets, target: wanted, last, codes, onAttached, onClose, scan }: ScanPanelProps & { readonly scan: ScanView | null }) {
  const devices = useDevices(last);
  const [target, setTarget] = useState(wanted);
  const [selected, setSelected] = useState(0);
  const label = targets.find(({ type }) => type === target)?.title ?? t`Document numérisé`;
  const actions = useScanActions({ ownerId, devices, last, scan, label, target, onAttached, onClose });
  const { start, stop, attach, giveUp, edit, problem } = actions;
  const pages = scan?.pages ?? [];
  const at = Math.min(selected, pages.length - 1);
  const isReading = scan !== null && ['reading', 'waiting', 'source-gone'].includes(scan.activity.state);
  const isComposing = scan?.activity.state === 'composing';
  const blanks = pages.filter(({ blank }) => blank);

  useEffect(() =>
    bindKeys({
      F8: (event) => {
        event.preventDefault();
        if (!isReading && !isComposing) start();
      },
      Escape: (event) => {
        event.preventDefault();
        onClose();
      },
    }),
  );
  useHeldFocus(pages.length > 0);

  return (
    <div className="scan">
      <Panel title={pages.length === 0 ? t`Pages` : countPages(pages.length)} paneId="scan-pages">
        {pages.length === 0 ? (
          <EmptyState title={t`Aucune page encore.`} />
        ) : (
          <>
            <PageStrip pages={pages} at={at} onSelect={setSelected} onEdit={edit} onEnter={attach} describedBy="scan-keys" />
            <p id="scan-keys" className="quiet">
              {t`R tourner (Maj+R à gauche), D redresser, Suppr ôter, Alt+flèches déplacer, Ctrl+Z annuler.`}
            </p>
          </>
        )}
      </Panel>
      <Panel title={pages.length === 0 ? t`Aperçu` : t`Page ${at + 1}`} paneId="scan-view">
        {codes(pagesToRead(pages), pages[at]?.id ?? '')}
        {pages[at] !== undefined && <PageViewer page={pages[at]} place={at} />}
      </Panel>
      <Panel title={t`Numériser`} paneId="scan-device">
        <DeviceChoice devices={devices} isDisabled={isReading || isComposing} />
        <div className="scan-actions">
          {isReading ? (
            <Button onPress={stop}>{scan?.device.kind === 'folder' ? t`Terminer` : t`Arrêter`}</Button>
          ) : (
            <Button keys="F8" variant={pages.length === 0 ? 'primary' : 'secondary'} onPress={start} isDisabled={devices.device === undefined || isComposing}>
              {pages.length === 0 ? t`Numériser` : t`Continuer`}
            </Button>
          )}
        </div>
        {scan !== null && <ScanActivityLine scan={scan} />}
        {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
        {blanks.length > 0 && (
          <Notice tone="info">
            {blanks.length === 1 ? t`Une page semble blanche.` : t`${blanks.length} pages semblent blanches.`}{' '}
            <Button variant="quiet" onPress={() => edit({ edit: 'delete', ids: blanks.map(({ id }) => id) })}>
              {blanks.length === 1 ? t`L’ôter` : t`Les ôter`}
            </Button>
          </Notice>
        )}
        {targets.length > 0 && (
          <Pick
            label={t`Pièce`}
            value={target ?? ''}
            onChange={(type) => setTarget(type === '' ? null : type)}
            options={[...targets.map(({ type, title }) => [type, title] as const), ['', t`Autre document`]]}
          />
        )}
        <div className="scan-actions">
          <Button variant="primary" keys={t`Entrée`} isDisabled={pages.length === 0 || isReading || isComposing} onPress={attach}>{t`Joindre`}</Button>
          <Button keys={t`Échap`} onPress={onClose}>{t`Revenir à la demande`}</Button>
          {scan !== null && <Button variant="danger" isDisabled={isComposing} onPress={giveUp}>{t`Abandonner ces pages`}</Button>}
        </div>
      </Panel>
    </div>
  );
}

/** Those that have come whole; what is blank has no code. */
function pagesToRead(pages: ScanView['pages']): readonly PageToRead[] {
  return pages.flatMap(({ id, looked, blank }, place) => (looked && !blank ? [{ id, url: deskPaths.scanWhole(id), name: t`Page ${place + 1}` }] : []));
}

/** The focus goes to the device first, and to the pages once there are some, unless the clerk is elsewhere by then. */
function useHeldFocus(hasPages: boolean): void {
  useEffect(() => {
    const here = document.activeElement;
    if (hasPages) {
      if (here === null || here === document.body || here.closest('.scan-choice') !== null) document.getElementById('scan-pages')?.focus();
    } else document.querySelector<HTMLElement>('[data-pane=scan-device]')?.focus();
  }, [hasPages]);
}
