import { t } from '@lingui/core/macro';
import type { Town } from '#shared/domain/desk/town.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { Button } from '#renderer/ui/button.tsx';
import { DeskCard } from './desk-card.tsx';

/** The desk is open, but this build has no sync worker yet: it says so, and records nothing. */
export function ComingScreen({ town }: { readonly town: Town }) {
  return (
    <DeskCard title={town.name} lead={t`Cette version de développement n’enregistre pas encore de demandes.`}>
      <Button onPress={() => void desktop().session.signOut()}>{t`Changer d’agent`}</Button>
    </DeskCard>
  );
}
