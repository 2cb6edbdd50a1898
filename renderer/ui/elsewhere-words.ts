import { t } from '@lingui/core/macro';
import { unreachable } from '#shared/lib/unreachable.ts';

type State = 'idle' | 'asking' | 'found' | 'signed-in-here' | 'offline' | 'failed';

/** What a list of people says of the GRC below its rows; an empty line keeps the place of words to come or just gone. */
export function elsewhereWords(state: State): string | undefined {
  switch (state) {
    case 'idle':
      return undefined;
    case 'found':
      return '';
    case 'asking':
      return t`Recherche sur le serveur…`;
    case 'offline':
      return t`Hors ligne : seules les personnes déjà consultées sur ce poste`;
    case 'signed-in-here':
      return t`Session ouverte hors ligne : seules les personnes déjà consultées sur ce poste. Verrouillez puis déverrouillez (Ctrl+L) pour chercher sur le serveur.`;
    case 'failed':
      return t`Le serveur n’a pas répondu à cette recherche : seules les personnes déjà consultées sur ce poste`;
    default:
      return unreachable(state);
  }
}

/** Nobody answers to what is typed; `here`: the sentence where this desk alone was asked, and holds all it is to hold (`isWhole`). */
export function nobodyWords(state: State, here: string, isWhole: boolean): string | null {
  if (state === 'asking') return null;
  if (!isWhole) return t`Les fiches de la ville arrivent encore sur ce poste : cette liste se complète d’elle-même.`;
  return state === 'found' ? t`Personne de ce nom, ni sur ce poste ni sur le serveur.` : here;
}
