import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { desktop } from '#renderer/platform/desktop.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { FinderList } from '#renderer/ui/finder-list.tsx';

type Command = { readonly id: string; readonly title: string; readonly keys?: string; readonly run: () => void };

/** Every command by its name, for who does not know its key yet. */
export function CommandPalette({ onCamera, onSignOut, onClose }: { readonly onCamera: () => void; readonly onSignOut: () => void; readonly onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const commands = useCommands(onCamera, onSignOut);
  const wanted = fold(typed);
  const found = commands.filter((command) => fold(command.title).includes(wanted));
  return (
    <Dialog title={t`Commandes`} onClose={onClose}>
      <FinderList
        label={t`Que voulez-vous faire ?`}
        inputValue={typed}
        onInputChange={setTyped}
        autoFocus
        items={found.map(({ id, title, keys }) => ({ id, title, detail: keys }))}
        onPick={(id) => {
          onClose();
          commands.find((command) => command.id === id)?.run();
        }}
        emptyText={t`Aucune commande de ce nom.`}
      />
    </Dialog>
  );
}

function useCommands(onCamera: () => void, onSignOut: () => void): readonly Command[] {
  const navigate = useNavigate();
  const { sync } = usePlatform();
  return [
    { id: 'intake', title: t`Nouvelle demande`, keys: 'F2', run: () => void navigate({ to: '/demande', search: { visit: newUuid() } }) },
    { id: 'mail', title: t`Courrier`, keys: 'F4', run: () => void navigate({ to: '/courrier' }) },
    { id: 'find', title: t`Chercher un usager ou une demande`, keys: 'F3', run: () => void navigate({ to: '/usagers' }) },
    { id: 'camera', title: t`Lire un code avec la caméra`, keys: 'Alt+C', run: onCamera },
    { id: 'home', title: t`Accueil`, keys: 'Alt+1', run: () => void navigate({ to: '/' }) },
    { id: 'sync', title: t`Synchronisation`, keys: 'Alt+5', run: () => void navigate({ to: '/synchro' }) },
    { id: 'send', title: t`Envoyer maintenant ce qui attend`, run: () => sync.poke() },
    { id: 'desk', title: t`État du poste et réglages`, keys: 'Alt+6', run: () => void navigate({ to: '/poste' }) },
    { id: 'lock', title: t`Verrouiller le poste`, keys: 'Ctrl+L', run: () => void desktop().session.lock() },
    { id: 'sign-out', title: t`Changer d’agent`, run: onSignOut },
  ];
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
