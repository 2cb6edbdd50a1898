import { t } from '@lingui/core/macro';
import type { GrcTrouble } from '#shared/contracts/ipc/session.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { Notice } from '#renderer/ui/notice.tsx';
import { DeskCard } from './desk-card.tsx';

export function StartingScreen({ trouble }: { readonly trouble?: GrcTrouble | undefined }) {
  return (
    <DeskCard title={t`Ouverture du poste`}>
      {trouble === undefined ? <p role="status">{t`Un instant : le poste se prépare.`}</p> : <Notice tone="warn">{explain(trouble)}</Notice>}
    </DeskCard>
  );
}

function explain(trouble: GrcTrouble): string {
  switch (trouble) {
    case 'town-missing':
      return t`Ce poste n’a pas encore les données de la mairie : demandez à votre informatique d’y déposer le fichier « town.json ». Le poste s’ouvrira de lui-même.`;
    case 'town-refused':
      return t`Le fichier « town.json » de la mairie ne peut pas être lu : demandez à votre informatique de le corriger. Le poste s’ouvrira de lui-même.`;
    default:
      return unreachable(trouble);
  }
}
