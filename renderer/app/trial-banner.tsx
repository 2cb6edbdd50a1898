import { t } from '@lingui/core/macro';
import type { SettingsView } from '#shared/contracts/ipc/settings.ts';

/** ESSAI: said on every screen for as long as it is true. */
export function TrialBanner({ trial }: { readonly trial: SettingsView['trial'] }) {
  if (!trial.demoData && !trial.electronOutOfSupport) return null;
  return (
    <aside className="trial-banner" aria-label={t`Version d’essai`}>
      <strong>{t`ESSAI`}</strong>{' '}
      {trial.electronOutOfSupport
        ? t`Version d’essai sur un moteur qui n’est plus maintenu : données fictives uniquement.`
        : t`Données de démonstration : rien de ce qui est saisi ici n’a de valeur.`}
    </aside>
  );
}
