import { t } from '@lingui/core/macro';
import { useSyncReport } from '#renderer/features/sync-status/use-sync-report.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { unsentOf } from '#shared/sync/sync-state.ts';
import { unsentWords } from './unsent-words.ts';

/** A clerk leaves the desk to another while something of it is unsent. */
export function SignOutDialog({ onSignOut, onClose }: { readonly onSignOut: () => void; readonly onClose: () => void }) {
  const unsent = unsentOf(useSyncReport());
  return (
    <Dialog title={t`Changer d’agent ?`} onClose={onClose}>
      <ul>
        {unsentWords(unsent).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <p>{t`Ces envois restent à votre nom et partent d’eux-mêmes, qui que soit au guichet.`}</p>
      <div className="dialog-actions">
        <Button variant="primary" autoFocus onPress={onSignOut}>{t`Changer d’agent`}</Button>
        <Button onPress={onClose} keys={t`Échap`}>{t`Rester`}</Button>
      </div>
    </Dialog>
  );
}
