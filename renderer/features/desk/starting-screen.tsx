import { t } from '@lingui/core/macro';
import { DeskCard } from './desk-card.tsx';

/** `trouble`: the cache does not open, and is tried again. */
export function StartingScreen({ trouble = false }: { readonly trouble?: boolean }) {
  return (
    <DeskCard title={t`Ouverture du poste`}>
      <p role="status">
        {trouble
          ? t`Les données de travail de ce poste ne s’ouvrent pas ; nouvel essai dans quelques secondes. Ce qui est enregistré est à l’abri dans le journal du poste. Si cela dure, prévenez votre informatique.`
          : t`Un instant : le poste se prépare.`}
      </p>
    </DeskCard>
  );
}
