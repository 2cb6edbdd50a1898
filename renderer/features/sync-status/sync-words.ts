import { t } from '@lingui/core/macro';
import type { OfflineReason, SyncState } from '#shared/sync/sync-state.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { Tone } from '#renderer/ui/stamp.tsx';

/** The state of the exchanges in a few words, for the status bar. */
export function syncStamp(state: SyncState): { readonly tone: Tone; readonly words: string } {
  switch (state.phase) {
    case 'starting':
      return { tone: 'neutral', words: t`Démarrage des échanges` };
    case 'catching-up':
      return { tone: 'info', words: t`Réception des données : ${state.received}` };
    case 'up-to-date':
      return { tone: 'ok', words: t`À jour` };
    case 'sending':
      return { tone: 'info', words: t`Envoi en cours : ${state.waiting}` };
    case 'offline':
      return state.waiting === 0
        ? { tone: 'warn', words: t`Hors ligne` }
        : { tone: 'warn', words: t`Hors ligne — ${state.waiting} en attente` };
    default:
      return unreachable(state);
  }
}

export function offlineReason(reason: OfflineReason): string {
  switch (reason) {
    case 'unreachable':
      return t`Le serveur de la ville ne répond pas. Tout ce que vous enregistrez reste sur ce poste et partira dès son retour.`;
    case 'proxy':
      return t`Un proxy ou un portail bloque les échanges. Prévenez votre informatique ; vous pouvez continuer à enregistrer.`;
    case 'certificate':
      return t`Le certificat du serveur n’est pas reconnu par cet ordinateur. Prévenez votre informatique ; vous pouvez continuer à enregistrer.`;
    case 'server-error':
      return t`Le serveur de la ville a un problème. Les envois reprendront d’eux-mêmes.`;
    case 'unauthorised':
      return t`Le serveur ne reconnaît plus ce poste : il faut le rattacher de nouveau. Prévenez votre informatique ; rien n’est perdu, tout partira ensuite.`;
    case 'not-enrolled':
      return t`Ce poste n’est pas rattaché à la ville.`;
    default:
      return unreachable(reason);
  }
}

/** `skewMs`: how far this clock is ahead of the server's. */
export function clockWords(skewMs: number): string {
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  return skewMs > 0
    ? t`L’horloge de cet ordinateur avance de ${minutes} min sur celle du serveur. Les envois continuent ; faites-la corriger par votre informatique.`
    : t`L’horloge de cet ordinateur retarde de ${minutes} min sur celle du serveur. Les envois continuent ; faites-la corriger par votre informatique.`;
}
