import { t } from '@lingui/core/macro';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Kbd } from '#renderer/ui/kbd.tsx';

/** The keys, in the order a visit needs them. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const keys: readonly (readonly [string, string])[] = [
    ['F2', t`Nouvelle demande`],
    ['F3', t`Chercher un usager ou une demande`],
    ['F4', t`Courrier`],
    ['F6', t`Volet suivant (Maj+F6 : précédent)`],
    ['F7', t`Mettre la demande de côté`],
    ['F8', t`Numériser une pièce ; après l’enregistrement, rectifier`],
    ['F9', t`Enregistrer et imprimer ; au courrier, en faire une demande`],
    ['Ctrl+Z', t`Annuler ce qui vient d’être enregistré`],
    [t`Ctrl+Entrée`, t`Enregistrer et passer au suivant`],
    ['Alt+C', t`Lire un code avec la caméra`],
    ['Alt+O', t`Dans une numérisation : ouvrir la demande du code lu`],
    ['Ctrl+K', t`Toutes les commandes`],
    ['Ctrl+L', t`Verrouiller le poste`],
    ['Alt+1…6', t`Changer d’écran`],
    [t`Échap`, t`Fermer, ou usager suivant`],
  ];
  return (
    <Dialog title={t`Raccourcis`} onClose={onClose}>
      <dl className="help-keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <Kbd keys={key} />
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
