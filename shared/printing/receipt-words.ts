import type { DocumentCheck } from '#shared/domain/document/document-check.ts';
import type { Receipt } from '#shared/domain/receipt/receipt.ts';
import { dayFigure } from '#shared/lib/french-day.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

/** The sentences that the thermal and the A4 receipt share, so that both state the same facts. */
export const RECEIPT_TITLE = 'Récépissé de dépôt';
export const DUPLICATE_MARK = 'DUPLICATA';
export const NOT_ACKNOWLEDGEMENT =
  'Ce récépissé n’est pas l’accusé de réception prévu à l’article R.112-5 du CRPA.';
export const TRACKING_INVITATION = 'Suivi\u00a0: flashez ce code.';
export const GIVEN_TITLE = 'Pièces remises ou vues';
export const AWAITED_TITLE = 'Pièces à fournir';

/** `24 novembre 2026 à 10 h 42`, in the town's zone. */
export function momentInWords(instant: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('fr-FR', {
    timeZone: zone, day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(Date.parse(instant));
  const pick = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${dayFigure(pick('day'))}\u00a0${pick('month')} ${pick('year')} à ${Number(pick('hour'))}\u00a0h\u00a0${pick('minute')}`;
}

/** Where the record stands, and never more than is true. */
export function transmissionSentence({ transmission, recordedAt, town }: Receipt): string {
  if (transmission.state === 'waiting') {
    return `Enregistré sur ce poste le ${momentInWords(recordedAt, town.zone)}, transmission en attente.`;
  }
  const moment = momentInWords(transmission.at, town.zone);
  const number = transmission.grcNumber === null ? '' : `, n°\u00a0${transmission.grcNumber}`;
  return `Transmis le ${moment}${number}.`;
}

/** The state of one document, with where its original is. */
export function documentStateWords(check: DocumentCheck): string {
  const state = documentStatusWord(check.status);
  const original = originalWords(check);
  return original === '' ? state : `${state}, ${original}`;
}

export function documentStatusWord(status: DocumentCheck['status']): string {
  switch (status) {
    case 'provided': return 'fournie';
    case 'seen': return 'vue';
    case 'missing': return 'manquante';
    case 'refused': return 'refusée';
    case 'outdated': return 'périmée';
    case 'not-required': return 'non exigée';
    default: return unreachable(status);
  }
}

/** Where the original is; empty when nobody asked, or there is none. */
export function originalWords({ status, original, keptAt }: DocumentCheck): string {
  if (original === undefined || status === 'missing') return '';
  if (original === 'returned') return 'original\u00a0rendu';
  return keptAt === undefined || keptAt === '' ? 'original\u00a0conservé' : `original\u00a0conservé (${keptAt})`;
}

/** Typed French with its small signs held to their word: a line never begins with `€` or `:`. */
export function heldTogether(text: string): string {
  return text.replace(/ (?=[€%:;?!»])/g, '\u00a0').replaceAll('« ', '«\u00a0');
}

/** True for a document that the town still waits for. */
export function isAwaited(check: DocumentCheck): boolean {
  return check.status === 'missing' || check.status === 'refused' || check.status === 'outdated';
}

export function filesSentence(count: number): string {
  if (count === 0) return '';
  return count === 1 ? '1 fichier joint à la demande.' : `${count} fichiers joints à la demande.`;
}

/** Labelled names: who asks, for whom, by whom. Nobody gives « Sans nom de demandeur ». */
export function partyLines(receipt: Receipt): readonly { readonly label: string; readonly text: string }[] {
  const { applicantName, representativeName, beneficiaryNames } = receipt;
  return [
    { label: 'Demandeur', text: applicantName ?? 'sans nom de demandeur' },
    ...(representativeName === null ? [] : [{ label: 'Représenté par', text: representativeName }]),
    ...(beneficiaryNames.length === 0 ? [] : [{ label: 'Pour', text: beneficiaryNames.join(', ') }]),
  ];
}
