import { t } from '@lingui/core/macro';
import type { ClerkCard } from '#shared/contracts/ipc/session.ts';
import type { Town } from '#shared/domain/desk/town.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { Button } from '#renderer/ui/button.tsx';
import { DeskCard } from './desk-card.tsx';
import { PinForm } from './pin-form.tsx';

/** Covers everything; drafts are safe, and what waits to be sent keeps leaving. */
export function LockScreen({ town, clerk }: { readonly town: Town; readonly clerk: ClerkCard }) {
  return (
    <DeskCard title={t`Poste verrouillé`} lead={`${clerk.name} · ${town.name}`}>
      <PinForm clerkId={clerk.id} submitLabel={t`Déverrouiller`} />
      <p>
        <Button variant="quiet" onPress={() => void desktop().session.signOut()}>{t`Changer d’agent`}</Button>
      </p>
    </DeskCard>
  );
}
