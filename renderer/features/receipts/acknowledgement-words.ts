import { t } from '@lingui/core/macro';
import type { AcknowledgementProblem } from '#shared/contracts/ipc/printing.ts';
import type { AcknowledgementRefusal } from '#shared/domain/receipt/acknowledgement.ts';
import type { Delivery } from '#shared/domain/receipt/delivery.ts';
import { dayInWords } from '#shared/lib/french-day.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

/** Why the town issues no acknowledgement of a demande. */
export function explainNoAcknowledgement(refusal: AcknowledgementRefusal): string {
  switch (refusal) {
    case 'nobody-asked':
      return t`Cette demande n’a pas de demandeur : aucun accusé de réception n’est à envoyer.`;
    case 'not-due':
      return t`Aucun accusé de réception n’est dû pour cette démarche (article R.112-4 du CRPA).`;
    case 'withdrawn':
      return t`Cette demande est retirée : aucun accusé de réception n’est à envoyer.`;
    case 'silence-rule-unknown':
      return t`La ville n’a pas arrêté ce que vaut son silence pour cette démarche : la lettre ne peut pas être faite. Prévenez votre responsable.`;
    case 'time-for-documents-unknown':
      return t`La ville n’a pas fixé le délai pour produire les pièces de cette démarche : la lettre ne peut pas être faite. Prévenez votre responsable.`;
    default:
      return unreachable(refusal);
  }
}

export function explainProblem(problem: AcknowledgementProblem): string {
  switch (problem) {
    case 'unreachable':
      return t`Le serveur ne répond pas : l’accusé de réception, c’est lui qui le délivre. Réessayez plus tard.`;
    case 'sign-in':
      return t`Le serveur veut savoir qui demande : verrouillez le poste (Ctrl+L) et rouvrez-le avec votre code, réseau présent.`;
    case 'unknown-request':
      return t`La demande n’est pas encore arrivée au serveur : son accusé de réception viendra après.`;
    case 'refused':
      return t`Le serveur n’a pas pris cet envoi : réimprimez la lettre, puis notez-le à nouveau.`;
    default:
      return unreachable(problem);
  }
}

export function deliveryWords({ means, on }: Delivery): string {
  const day = dayInWords(on);
  switch (means) {
    case 'posted':
      return t`Envoyé par la poste le ${day}.`;
    case 'registered':
      return t`Envoyé en recommandé le ${day}.`;
    case 'handed-over':
      return t`Remis en main propre le ${day}.`;
    case 'e-mailed':
      return t`Envoyé par courriel le ${day}.`;
    default:
      return unreachable(means);
  }
}
