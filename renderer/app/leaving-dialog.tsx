import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import type { Unsent } from '#shared/contracts/ipc/leaving.ts';
import { unsentOf } from '#shared/sync/sync-state.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import type { SyncHost } from '#renderer/sync/host.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { unsentWords } from './unsent-words.ts';

/** Says what is unsent when the desk closes, on whatever screen; once all has left it closes by itself. */
export function LeavingDialog({ host }: { readonly host: SyncHost }) {
  const [unsent, setUnsent] = useState<Unsent>(() => unsentOf(host.sync.report()));
  const [asked, setAsked] = useState(false);
  useEffect(() => host.sync.subscribe((report) => setUnsent(unsentOf(report))), [host]);
  const { waiting, toHandle } = unsent;
  useEffect(() => {
    void desktop().leaving.tell({ waiting, toHandle });
  }, [waiting, toHandle]);
  useEffect(() => desktop().leaving.onAsked(() => void host.sync.refreshed().then(() => setAsked(true))), [host]);
  useEffect(() => {
    if (asked && waiting + toHandle === 0) void desktop().leaving.answer('close');
  }, [asked, waiting, toHandle]);

  const answer = (given: 'close' | 'stay'): void => {
    setAsked(false);
    void desktop().leaving.answer(given);
  };
  if (!asked) return null;
  return (
    <Dialog title={t`Fermer ce poste ?`} onClose={() => answer('stay')}>
      <ul>
        {unsentWords(unsent).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <p>{t`Rien n’est perdu : tout est gardé sur ce poste et partira à sa prochaine ouverture. Sans réponse, le poste se ferme dans une minute.`}</p>
      <div className="dialog-actions">
        <Button variant="primary" autoFocus onPress={() => answer('stay')} keys={t`Échap`}>{t`Rester`}</Button>
        {waiting > 0 && <Button onPress={() => host.sync.poke()}>{t`Envoyer, puis fermer`}</Button>}
        <Button onPress={() => answer('close')}>{t`Fermer quand même`}</Button>
      </div>
    </Dialog>
  );
}
