import { t } from '@lingui/core/macro';
import { useCallback, useEffect, useState } from 'react';
import { desktop } from '#renderer/platform/desktop.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { bindKeys } from '#renderer/ui/bind-keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { Stamp } from '#renderer/ui/stamp.tsx';
import type { DayView } from '#shared/contracts/ipc/day.ts';
import { dayInWords } from '#shared/lib/french-day.ts';
import { remarkOf } from '#shared/printing/day-paper.ts';
import './desk-screens.css';

type Said = { readonly tone: 'ok' | 'danger'; readonly words: string };

/** "Fin de journée": printed = recorded = accepted = numbered, or the list of what is not; then the closing is sealed. */
export function DayEndScreen({ unsent }: { readonly unsent: readonly string[] }) {
  const { sync, showSealed } = usePlatform();
  const [sheet, setSheet] = useState<DayView | null>();
  const [said, setSaid] = useState<Said>();
  const read = useCallback(() => void desktop().day.sheet().then(setSheet), []);
  useEffect(() => {
    read();
    return sync.subscribe(read);
  }, [sync, read]);

  const close = async (): Promise<void> => {
    const sealed = await desktop().day.close(newUuid());
    if (!sealed.ok) {
      setSaid({ tone: 'danger', words: sealed.refusal.code === 'disk-full' ? t`Le disque de ce poste est plein : prévenez votre informatique.` : t`La journée n’a pas été clôturée : déverrouillez le poste, puis recommencez.` });
      return;
    }
    await showSealed(sealed.value);
    read();
    setSaid({ tone: 'ok', words: t`Journée clôturée sur ce poste ; elle part avec le reste. Si quelque chose arrive encore, clôturez à nouveau : la dernière compte.` });
  };
  const save = async (): Promise<void> => {
    const saved = await desktop().day.savePdf();
    if (!saved.ok) setSaid({ tone: 'danger', words: t`Le document n’a pas pu être enregistré.` });
    else if (saved.value.saved) setSaid({ tone: 'ok', words: t`Document enregistré en PDF, prêt à imprimer.` });
  };
  useEffect(() =>
    bindKeys({
      F9: (event) => {
        event.preventDefault();
        void close();
      },
    }),
  );

  if (sheet === undefined) return null;
  if (sheet === null) return <EmptyState title={t`Ce poste n’est pas rattaché à la ville.`} />;
  const { counts } = sheet;
  const toFollow = sheet.entries.filter((entry) => !entry.voided && remarkOf(entry) !== '');
  const voided = sheet.entries.filter((entry) => entry.voided);
  return (
    <div className="day-end">
      <Panel title={t`Journée du ${dayInWords(sheet.day)}`} paneId="day">
        <p>{sheet.balanced ? <Stamp tone="ok">{t`Tout concorde`}</Stamp> : <Stamp tone="warn">{t`À suivre`}</Stamp>}</p>
        <dl className="desk-facts">
          <dt>{t`Enregistrés`}</dt>
          <dd>{counts.recorded}</dd>
          <dt>{t`Tickets imprimés`}</dt>
          <dd>{counts.printed}</dd>
          <dt>{t`Acceptés par le serveur`}</dt>
          <dd>{counts.accepted}</dd>
          <dt>{t`Numérotés par le serveur`}</dt>
          <dd>{counts.numbered}</dd>
          <dt>{t`Annulés`}</dt>
          <dd>{counts.voided}</dd>
        </dl>
        {unsent.length > 0 && <Notice tone="warn">{unsent.join(' ')}</Notice>}
        {said !== undefined && <Notice tone={said.tone}>{said.words}</Notice>}
        <div className="day-end-actions">
          <Button variant="primary" keys="F9" onPress={() => void close()}>{sheet.closedAt === null ? t`Clôturer la journée` : t`Clôturer à nouveau`}</Button>
          <Button onPress={() => void save()}>{t`Enregistrer en PDF (A4)`}</Button>
        </div>
      </Panel>
      <Panel title={t`Numéros à suivre`} paneId="numbers">
        {toFollow.length + sheet.lost.length + voided.length === 0 && <EmptyState title={t`Aucun : chaque numéro a son récépissé et son numéro de serveur.`} />}
        <ul className="day-end-numbers">
          {toFollow.map((entry) => (
            <li key={entry.number}>
              <strong>{entry.number}</strong> {remarkOf(entry)}
            </li>
          ))}
          {sheet.lost.map((number) => (
            <li key={number}>
              <strong>{number}</strong> {t`perdu (incident du disque), ne sera jamais redonné`}
            </li>
          ))}
          {voided.map(({ number }) => (
            <li key={number}>
              <strong>{number}</strong> {t`annulé, sa trace est gardée`}
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
