import { t } from '@lingui/core/macro';
import type { Kept } from '#renderer/platform/finder.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { unreachable } from '#shared/lib/unreachable.ts';

/** Why there is no file to show; `kept`: what came of asking the GRC for it, undefined while it is asked. */
export function UnheldCitizen({ kept, looksElsewhere }: { readonly kept: Kept | undefined; readonly looksElsewhere: boolean }) {
  if (!looksElsewhere) {
    return <EmptyState title={t`Cette personne n’est pas connue de ce poste.`}>{t`Elle a peut-être été créée ailleurs : sa fiche arrivera à la prochaine synchronisation.`}</EmptyState>;
  }
  switch (kept) {
    // Written: it shows in a moment.
    case 'kept':
    case undefined:
      return <EmptyState title={t`Recherche de la fiche sur le serveur…`} />;
    case 'unknown':
      return <EmptyState title={t`Le serveur ne connaît pas cette personne.`}>{t`Sa fiche a peut-être été réunie avec une autre : cherchez-la par son nom.`}</EmptyState>;
    case 'offline':
      return <EmptyState title={t`La fiche de cette personne n’est pas sur ce poste.`}>{t`Hors ligne : ce poste ne garde que les personnes que l’agent y a consultées.`}</EmptyState>;
    case 'signed-in-here':
      return <EmptyState title={t`La fiche de cette personne n’est pas sur ce poste.`}>{t`Votre session a été ouverte hors ligne : verrouillez puis déverrouillez le poste (Ctrl+L) pour la lire sur le serveur.`}</EmptyState>;
    case 'failed':
      return <EmptyState title={t`La fiche de cette personne n’est pas sur ce poste.`}>{t`Le serveur n’a pas répondu : rouvrez-la dans un instant.`}</EmptyState>;
    default:
      return unreachable(kept);
  }
}
