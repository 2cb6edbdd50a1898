import { t } from '@lingui/core/macro';
import type { VisitRefusal } from '#shared/domain/service-request/check-visit.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { places } from './focus-places.ts';

export function explainVisitRefusal(refusal: VisitRefusal): string {
  switch (refusal.code) {
    case 'procedure-missing':
      return t`Choisissez la démarche.`;
    case 'applicant-missing':
      return t`Choisissez ou créez l’usager.`;
    case 'beneficiary-missing':
      return t`Indiquez la personne concernée : ${refusal.label}.`;
    case 'field':
      return refusal.messageFr;
    case 'nir':
      return t`Un numéro de sécurité sociale n’a pas à être gardé : retirez-le.`;
    default:
      return unreachable(refusal);
  }
}

/** Where to put the focus so that the clerk can correct it at once. */
export function placeOfRefusal(refusal: VisitRefusal): string {
  switch (refusal.code) {
    case 'procedure-missing':
      return places.procedure;
    case 'applicant-missing':
      return places.person;
    case 'beneficiary-missing':
      return places.beneficiary;
    case 'field':
    case 'nir':
      return places.field(refusal.field);
    default:
      return unreachable(refusal);
  }
}
