import { t } from '@lingui/core/macro';
import type { AttachmentRefusal } from '#shared/domain/document/attachment.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

/** Why a file was not taken, and what to do. */
export function explainFileRefusal(name: string, refusal: AttachmentRefusal): string {
  switch (refusal) {
    case 'empty':
      return t`« ${name} » est vide : numérisez la pièce à nouveau.`;
    case 'too-large':
      return t`« ${name} » dépasse 50 Mo : numérisez en gris à 200 points, ou séparez les pages.`;
    case 'too-many-pages':
      return t`« ${name} » a plus de 300 pages : séparez-le en plusieurs documents.`;
    case 'unknown-type':
      return t`« ${name} » n’est ni un PDF ni une image (JPEG, PNG, TIFF).`;
    case 'disguised':
      return t`« ${name} » n’est pas ce que son nom annonce : il n’a pas été pris. Demandez un PDF ou une photo.`;
    case 'password-protected':
      return t`« ${name} » est protégé par un mot de passe : demandez une copie sans protection.`;
    case 'damaged':
      return t`« ${name} » est abîmé ou incomplet : numérisez la pièce à nouveau.`;
    case 'disk-full':
      return t`Le disque de ce poste est plein : prévenez votre informatique. La demande peut être enregistrée sans cette pièce.`;
    default:
      return unreachable(refusal);
  }
}
