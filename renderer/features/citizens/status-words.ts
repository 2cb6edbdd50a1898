import { t } from '@lingui/core/macro';
import type { CitizenView } from '#renderer/data/citizens.ts';
import type { RequestView } from '#renderer/data/request-view.ts';
import type { Channel } from '#shared/domain/procedure/procedure.ts';
import type { RequestStatus } from '#shared/domain/service-request/service-request.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

export type Tone = 'ok' | 'warn' | 'danger' | 'info' | 'neutral';

/** The short word of a stamp, and its tone; colour never says it alone. */
export function statusStamp(status: RequestStatus): { readonly word: string; readonly tone: Tone } {
  switch (status) {
    case 'recorded':
      return { word: t`Enregistrée`, tone: 'neutral' };
    case 'received':
      return { word: t`Reçue`, tone: 'info' };
    case 'awaiting-documents':
      return { word: t`Pièces attendues`, tone: 'warn' };
    case 'in-progress':
      return { word: t`En cours`, tone: 'info' };
    case 'granted':
      return { word: t`Acceptée`, tone: 'ok' };
    case 'refused':
      return { word: t`Refusée`, tone: 'danger' };
    case 'closed':
      return { word: t`Terminée`, tone: 'ok' };
    case 'withdrawn':
      return { word: t`Retirée`, tone: 'neutral' };
    case 'transferred':
      return { word: t`Transmise ailleurs`, tone: 'neutral' };
    default:
      return unreachable(status);
  }
}

/** What a clerk can read aloud to the person who asks "where is my request?". */
export function statusForCitizen(request: Pick<RequestView, 'status' | 'transmission' | 'documents'>, department: string): string {
  if (request.transmission === 'to-handle') {
    return t`Votre demande est enregistrée à ce guichet. Son envoi au service demande une vérification par un agent.`;
  }
  if (request.transmission !== 'transmitted' && request.status === 'recorded') {
    return t`Votre demande est enregistrée à ce guichet ; elle sera transmise au service ${department} dès que possible.`;
  }
  switch (request.status) {
    case 'recorded':
    case 'received':
      return t`Votre demande est bien arrivée au service ${department}. Elle n’a pas encore été ouverte.`;
    case 'awaiting-documents': {
      const missing = request.documents.filter((check) => check.status === 'missing' || check.status === 'refused');
      if (missing.length === 0) return t`Le service ${department} attend des pièces de votre part.`;
      const titles = missing.map((check) => check.title).join(', ');
      return t`Le service ${department} attend encore : ${titles}.`;
    }
    case 'in-progress':
      return t`Votre demande est en cours de traitement au service ${department}.`;
    case 'granted':
      return t`Votre demande est acceptée.`;
    case 'refused':
      return t`Votre demande n’a pas été acceptée. La décision écrite indique les recours possibles.`;
    case 'closed':
      return t`Votre demande est traitée et close.`;
    case 'withdrawn':
      return t`Cette demande a été annulée.`;
    case 'transferred':
      return t`Votre demande a été transmise à l’administration compétente.`;
    default:
      return unreachable(request.status);
  }
}

export function channelWord(channel: Channel): string {
  switch (channel) {
    case 'counter':
      return t`Guichet`;
    case 'mail':
      return t`Courrier`;
    case 'web':
      return t`Internet`;
    case 'email':
      return t`Courriel`;
    case 'phone':
      return t`Téléphone`;
    case 'sms':
      return t`SMS`;
    default:
      return unreachable(channel);
  }
}

/** Where the record stands between this desk and the GRC; never ahead of the truth. */
export function transmissionWords(request: Pick<RequestView, 'transmission' | 'grcNumber' | 'attachmentsWaiting'>): string {
  switch (request.transmission) {
    case 'recorded-here':
      return t`Enregistrée sur ce poste`;
    case 'waiting':
      return t`Enregistrée sur ce poste, envoi en attente`;
    case 'to-handle':
      return t`À traiter : le serveur a refusé cet envoi`;
    case 'transmitted':
      if (request.attachmentsWaiting > 0) return t`Transmise, pièces jointes en cours d’envoi`;
      return request.grcNumber === null ? t`Transmise` : t`Transmise n° ${request.grcNumber}`;
    default:
      return unreachable(request.transmission);
  }
}

/** The same of a person's file, while something of it waits. */
export function transmissionOfCitizen(transmission: NonNullable<CitizenView['transmission']>): string {
  switch (transmission) {
    case 'recorded-here':
      return t`Enregistré sur ce poste`;
    case 'waiting':
      return t`Enregistré sur ce poste, envoi en attente`;
    case 'to-handle':
      return t`À traiter`;
    default:
      return unreachable(transmission);
  }
}
