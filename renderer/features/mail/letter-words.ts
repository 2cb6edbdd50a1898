import { t } from '@lingui/core/macro';
import type { MailItemView } from '#renderer/data/mail-items.ts';
import type { Tone } from '#renderer/ui/stamp.tsx';
import type { LetterField, LetterRefusal, NumberDoubt } from '#shared/domain/mail/check-letter.ts';
import type { MailKind, Sender } from '#shared/domain/mail/mail-item.ts';
import { senderName, type TypedSenderKind } from '#shared/domain/mail/typed-sender.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

export function kindWord(kind: MailKind): string {
  switch (kind) {
    case 'simple':
      return t`Simple`;
    case 'registered':
      return t`Recommandé`;
    case 'registered-with-receipt':
      return t`Recommandé AR`;
    case 'parcel':
      return t`Colis`;
    case 'hand-delivered':
      return t`Main propre`;
    default:
      return unreachable(kind);
  }
}

export function senderKindWord(kind: TypedSenderKind): string {
  switch (kind) {
    case 'person':
      return t`une personne`;
    case 'company':
      return t`une entreprise ou une association`;
    case 'administration':
      return t`une administration`;
    default:
      return unreachable(kind);
  }
}

export function senderWords(sender: Sender): string {
  return senderName(sender) ?? t`Expéditeur inconnu`;
}

/** Where a letter stands, in one stamp. */
export function letterStamp({ status, transmission }: MailItemView): { readonly tone: Tone; readonly word: string } {
  if (transmission === 'to-handle') return { tone: 'danger', word: t`À traiter` };
  if (status === 'void') return { tone: 'neutral', word: t`Annulé` };
  return transmission === 'transmitted' ? { tone: 'ok', word: t`Transmis` } : { tone: 'warn', word: t`En attente` };
}

export function explainLetterRefusal({ field, code }: LetterRefusal): string {
  switch (code) {
    case 'missing':
      return missingWords(field);
    case 'no-day':
      return t`Ce n’est pas une date du calendrier : tapez par exemple 2511 pour le 25 novembre.`;
    case 'in-the-future':
      return t`Ce pli n’est pas encore arrivé : corrigez le jour d’arrivée.`;
    case 'after-arrival':
      return t`Cette date est après l’arrivée du pli.`;
    case 'wrong-check-digit':
      return t`La clé de ce numéro est fausse : relisez-le, ou scannez-le.`;
    case 'too-long':
      return t`Ce texte est trop long : raccourcissez-le.`;
    case 'nir':
      return t`Un numéro de sécurité sociale n’a pas à être gardé : retirez-le.`;
    default:
      return unreachable(code);
  }
}

function missingWords(field: LetterField): string {
  switch (field) {
    case 'sender':
      return t`Indiquez l’expéditeur, ou « inconnu ».`;
    case 'subject':
      return t`Indiquez l’objet.`;
    case 'departmentCode':
      return t`Choisissez le service.`;
    case 'registeredNumber':
      return t`Scannez ou tapez le numéro du recommandé.`;
    default:
      return t`Indiquez le jour d’arrivée.`;
  }
}

export function doubtWords(doubt: NumberDoubt): string {
  switch (doubt) {
    case 'unexpected-key':
      return t`La clé de ce numéro est inhabituelle : relisez-le.`;
    case 'unknown-shape':
      return t`Ce numéro n’a pas la forme de ceux de La Poste : relisez-le.`;
    default:
      return unreachable(doubt);
  }
}
