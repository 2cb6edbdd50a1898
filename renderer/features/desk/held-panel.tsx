import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { countHeld, type Held } from '#renderer/data/retention.ts';
import { dataStore } from '#renderer/data/store.ts';
import { Panel } from '#renderer/ui/panel.tsx';
import type { Settings } from '#shared/contracts/ipc/settings.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

/** What this desk holds of people, and why. */
export function HeldPanel({ scope }: { readonly scope: Settings['cacheScope'] }) {
  const [held, setHeld] = useState<Held>();
  useEffect(() => {
    let current = true;
    void dataStore()
      .then(countHeld)
      .then((counted) => current && setHeld(counted))
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, []);
  return (
    <Panel title={t`Ce que ce poste garde`} paneId="held">
      <dl className="desk-facts">
        <dt>{t`Fiches d’usagers`}</dt>
        <dd>{held?.citizens ?? '…'}</dd>
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
      return t`La ville demande de ne garder que ce qui est consulté ici ; cette version garde encore tout ce que le serveur envoie à ce poste.`;
    case 'site':
      return t`Ce que le serveur envoie à ce site, pour chercher même hors ligne.`;
    case 'all':
      return t`Ce que le serveur envoie à toute la commune, pour chercher même hors ligne.`;
    default:
      return unreachable(scope);
  }
}
