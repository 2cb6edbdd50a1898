import { t } from '@lingui/core/macro';
import { DeskCard } from './desk-card.tsx';

export function StartingScreen() {
  return (
    <DeskCard title={t`Ouverture du poste`}>
      <p role="status">{t`Un instant : le poste se prépare.`}</p>
    </DeskCard>
  );
}
