import { t } from '@lingui/core/macro';
import type { RecordRefusal } from '#shared/contracts/ipc/journal.ts';
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

/** Main would not seal it: nothing was recorded, and all that was typed is still here. */
export function explainDeskRefusal(code: RecordRefusal['code']): string {
  switch (code) {
    case 'not-enrolled':
      return t`Ce poste n’est pas rattaché : la demande reste en brouillon, sans numéro ni récépissé.`;
    case 'no-clerk':
      return t`Déverrouillez le poste pour enregistrer.`;
    case 'clock-off':
      return t`L’horloge de cet ordinateur est fausse : faites-la corriger avant d’enregistrer. La demande reste en brouillon.`;
    case 'disk-full':
      return t`Le disque de ce poste est plein : prévenez votre informatique. Rien n’est perdu, la demande reste en brouillon.`;
    case 'sequence-exhausted':
      return t`Ce poste a donné tous ses numéros de l’année : prévenez votre informatique.`;
    case 'unknown-request':
    case 'too-late':
      return t`Il est trop tard pour annuler : utilisez « Rectifier ».`;
    default:
      return unreachable(code);
  }
}
