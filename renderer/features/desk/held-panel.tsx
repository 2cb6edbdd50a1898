import { t } from '@lingui/core/macro';
import { useHeld } from '#renderer/data/use-held.ts';
import { frenchDay } from '#renderer/ui/french-format.ts';
import { Panel } from '#renderer/ui/panel.tsx';
import type { Settings } from '#shared/contracts/ipc/settings.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

/** What this desk holds of people, and why. */
export function HeldPanel({ scope }: { readonly scope: Settings['cacheScope'] }) {
  const held = useHeld(scope);
  return (
    <Panel title={t`Ce que ce poste garde`} paneId="held">
      <dl className="desk-facts">
        <dt>{scope === 'looked-up' ? t`Usagers consultés ici` : t`Fiches d’usagers`}</dt>
        <dd>{held === undefined ? '…' : held.until === null ? held.citizens : t`${held.citizens}, au plus tard jusqu’au ${frenchDay(held.until)}`}</dd>
        <dt>{t`Demandes`}</dt>
        <dd>{held?.requests ?? '…'}</dd>
        <dt>{t`Plis`}</dt>
        <dd>{held?.mailItems ?? '…'}</dd>
      </dl>
      <p>{scopeWords(scope)}</p>
      <p>{t`Tout est chiffré sur ce poste. Une fiche dont la durée de conservation est passée s’efface d’elle-même, à la date du serveur. Ce qui attend d’être envoyé reste, quel que soit l’agent.`}</p>
    </Panel>
  );
}

function scopeWords(scope: Settings['cacheScope']): string {
  switch (scope) {
    case 'looked-up':
      return t`La ville demande de ne garder que les usagers consultés ici. Ils s’effacent au changement d’agent, et au plus tard à leur date ; ceux qu’un envoi en attente concerne restent jusqu’à cet envoi.`;
    case 'site':
      return t`Ce que le serveur envoie à ce site, pour chercher même hors ligne.`;
    case 'all':
      return t`Ce que le serveur envoie à toute la commune, pour chercher même hors ligne.`;
    default:
      return unreachable(scope);
  }
}
