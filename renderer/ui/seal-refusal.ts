import { t } from '@lingui/core/macro';
import type { RecordRefusal } from '#shared/contracts/ipc/journal.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

/** What was to be recorded: a new demande, a new letter, or a change of something recorded. */
type Act = 'visit' | 'letter' | 'change';

/** Nothing was recorded, and all that was typed is still here: why, and what to do. */
export function explainSealRefusal(code: RecordRefusal['code'] | 'failed', act: Act): string {
  const kept = stillHere(act);
  switch (code) {
    case 'not-enrolled':
      return t`Ce poste n’est pas rattaché à la ville. ${kept}`;
    case 'no-clerk':
      return t`Déverrouillez le poste pour enregistrer.`;
    case 'clock-off':
      return t`L’horloge de cet ordinateur est fausse : faites-la corriger avant d’enregistrer. ${kept}`;
    case 'disk-full':
      return t`Le disque de ce poste est plein : prévenez votre informatique. ${kept}`;
    case 'sequence-exhausted':
      return t`Ce poste a donné tous ses numéros de l’année : prévenez votre informatique. ${kept}`;
    case 'unknown-request':
    case 'too-late':
      return t`Il est trop tard pour annuler ainsi : utilisez « Rectifier » (F8).`;
    case 'failed':
      return t`L’enregistrement n’a pas abouti. Rien n’est perdu : réessayez.`;
    default:
      return unreachable(code);
  }
}

function stillHere(act: Act): string {
  switch (act) {
    case 'visit':
      return t`Rien n’est perdu : la demande reste en brouillon, sans numéro ni récépissé.`;
    case 'letter':
      return t`Rien n’est perdu : le pli reste en brouillon, sans numéro.`;
    case 'change':
      return t`Rien n’a été enregistré ; ce que vous avez tapé est encore à l’écran.`;
    default:
      return unreachable(act);
  }
}
