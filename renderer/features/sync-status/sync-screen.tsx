import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { useOutbox, type OutboxEntry } from '#renderer/data/outbox.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { frenchInstant } from '#renderer/ui/french-format.ts';
import { Notice } from '#renderer/ui/notice.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { Stamp } from '#renderer/ui/stamp.tsx';
import type { RecordName } from '#shared/sync/operation.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { clockWords, offlineReason, syncStamp } from './sync-words.ts';
import { useClockSkew, useSyncReport } from './use-sync-report.ts';
import './sync-screen.css';

/** Beyond this a clock is said to be wrong; it never stops an exchange. */
const CLOCK_TOLERATED_MS = 120_000;

/** `enrolAgain`: shown in place of the reason while the GRC does not know this desk. */
type Props = { readonly zone: string; readonly enrolAgain: ReactNode; readonly onOpen: (record: RecordName) => void; readonly onCompare: (opId: string) => void };

/** What waits on this desk, why, and what a clerk must look at. */
export function SyncScreen({ zone, enrolAgain, onOpen, onCompare }: Props) {
  const at = (instantMs: number): string => frenchInstant(new Date(instantMs).toISOString(), zone);
  const { state, toHandle } = useSyncReport();
  const { sync } = usePlatform();
  const outbox = useOutbox();
  const stamp = syncStamp(state);
  const skew = useClockSkew();
  const oldestAt = outbox?.[0]?.recordedAt ?? null;
  return (
    <div className="sync-screen">
      <Panel title={t`Échanges avec le serveur`} paneId="state">
        <p className="sync-state">
          <Stamp tone={stamp.tone}>{stamp.words}</Stamp>
          {toHandle > 0 && <Stamp tone="danger">{t`À traiter : ${toHandle}`}</Stamp>}
        </p>
        {Math.abs(skew) > CLOCK_TOLERATED_MS && <Notice tone="warn">{clockWords(skew)}</Notice>}
        {oldestAt !== null && <p>{t`Le plus ancien envoi attend depuis le ${at(oldestAt)}`}</p>}
        {enrolAgain}
        {!enrolAgain && state.phase === 'offline' && <Notice tone="warn">{offlineReason(state.reason)}</Notice>}
        {state.phase === 'offline' && state.lastSuccessAt !== null && <p>{t`Dernier échange réussi le ${at(state.lastSuccessAt)}`}</p>}
        {state.phase === 'up-to-date' && <p>{t`Vérifié le ${at(state.checkedAt)}`}</p>}
        <div>
          <Button variant="primary" onPress={() => sync.poke()}>{t`Réessayer maintenant`}</Button>
        </div>
      </Panel>
      <Panel title={t`En attente sur ce poste`} paneId="outbox">
        {outbox !== undefined && outbox.length === 0 && <EmptyState title={t`Rien n’attend : tout est transmis.`} />}
        <ul className="sync-outbox">
          {outbox?.map((entry) => (
            <OutboxRow key={entry.opId} entry={entry} at={at(entry.recordedAt)} onOpen={onOpen} onCompare={onCompare} onRetry={() => void sync.retry(entry.opId)} />
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function OutboxRow({ entry, at, onOpen, onCompare, onRetry }: {
  readonly entry: OutboxEntry;
  readonly at: string;
  readonly onOpen: (record: RecordName) => void;
  readonly onCompare: (opId: string) => void;
  readonly onRetry: () => void;
}) {
  const parked = entry.state.kind === 'parked';
  const { record } = entry;
  return (
    <li>
      <span className="sync-what">{operationWord(entry.type)}</span>
      <span className="sync-when quiet">{at}</span>
      {entry.held ? <Stamp tone="danger">{parked ? t`À traiter` : t`Suit un envoi à traiter`}</Stamp> : <Stamp tone="warn">{entry.state.kind === 'recorded' ? t`Enregistré sur ce poste` : t`En attente`}</Stamp>}
      {entry.state.kind === 'parked' && entry.state.messageFr !== null && <span className="quiet">{entry.state.messageFr}</span>}
      {record?.topic === 'requests' && <Button variant="quiet" onPress={() => onOpen(record)}>{t`Voir la demande`}</Button>}
      {record?.topic === 'mail-items' && <Button variant="quiet" onPress={() => onOpen(record)}>{t`Voir le pli`}</Button>}
      {record?.topic === 'citizens' && <Button variant="quiet" onPress={() => onOpen(record)}>{t`Voir la fiche`}</Button>}
      {entry.isConflict && <Button variant="primary" onPress={() => onCompare(entry.opId)}>{t`Comparer`}</Button>}
      {parked && !entry.isConflict && <Button onPress={onRetry}>{t`Renvoyer`}</Button>}
    </li>
  );
}

function operationWord(type: OutboxEntry['type']): string {
  switch (type) {
    case 'citizen/create':
      return t`Nouvel usager`;
    case 'request/create':
      return t`Demande`;
    case 'citizen/amend':
      return t`Correction d’une fiche`;
    case 'request/amend':
      return t`Rectification ou annulation`;
    case 'mail-item/create':
      return t`Pli`;
    case 'mail-item/amend':
      return t`Rectification ou annulation d’un pli`;
    case 'attachment/upload':
      return t`Pièce jointe`;
    case 'desk-day/open':
    case 'desk-day/close':
      return t`Fin de journée`;
    case 'audit/record':
      return t`Consultation`;
    default:
      return unreachable(type);
  }
}
