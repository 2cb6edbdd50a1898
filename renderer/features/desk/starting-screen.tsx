import { t } from '@lingui/core/macro';
import type { GrcTrouble } from '#shared/contracts/ipc/session.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { Notice } from '#renderer/ui/notice.tsx';
import { DeskCard } from './desk-card.tsx';

/** `cache-closed`: the cache does not open, and is tried again. The others are of the GRC on this desk. */
type StartTrouble = GrcTrouble | 'cache-closed';

export function StartingScreen({ trouble }: { readonly trouble?: StartTrouble | undefined }) {
  return (
    <DeskCard title={t`Ouverture du poste`}>
      {trouble === undefined ? <p role="status">{t`Un instant : le poste se prépare.`}</p> : <Notice tone="warn">{explain(trouble)}</Notice>}
    </DeskCard>
  );
}

function explain(trouble: StartTrouble): string {
  switch (trouble) {
    case 'cache-closed':
      return t`Les données de travail de ce poste ne s’ouvrent pas ; nouvel essai dans quelques secondes. Ce qui est enregistré est à l’abri dans le journal du poste. Si cela dure, prévenez votre informatique.`;
    case 'town-missing':
      return t`Ce poste n’a pas encore les données de la mairie : demandez à votre informatique d’y déposer le fichier « town.json ». Le poste s’ouvrira de lui-même.`;
    case 'town-refused':
      return t`Le fichier « town.json » de la mairie ne peut pas être lu : demandez à votre informatique de le corriger. Le poste s’ouvrira de lui-même.`;
    default:
      return unreachable(trouble);
  }
}
