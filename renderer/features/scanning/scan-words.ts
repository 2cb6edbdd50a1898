import { t } from '@lingui/core/macro';
import type { AttachScanRefusal, RefusedScanFile, ScanStop, ScanView, StartScanRefusal } from '#shared/contracts/ipc/scanning.ts';
import type { ScanColour, ScanFeed, ScannerDevice } from '#shared/domain/scan/scanner.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { explainFileRefusal } from '#renderer/ui/file-refusal.ts';

export function nameDevice({ kind, name }: Pick<ScannerDevice, 'kind' | 'name'>): string {
  return kind === 'folder' ? t`Dossier du copieur (${name})` : name;
}

export function nameFeed(feed: ScanFeed): string {
  switch (feed) {
    case 'flatbed':
      return t`Vitre, une page`;
    case 'feeder':
      return t`Chargeur, recto`;
    case 'feeder-duplex':
      return t`Chargeur, recto verso`;
    default:
      return unreachable(feed);
  }
}

export function nameColour(colour: ScanColour): string {
  return colour === 'grey' ? t`Gris` : t`Couleur`;
}

export function countPages(count: number): string {
  return count === 1 ? t`1 page` : t`${count} pages`;
}

/** Why the device stopped, and what to do; what was read is always kept. */
export function explainStop(stop: ScanStop, { device, pages }: Pick<ScanView, 'device' | 'pages'>): string {
  const isFolder = device.kind === 'folder';
  const kept = pages.length === 0 ? '' : pages.length === 1 ? t`La page déjà lue est gardée.` : t`Les ${pages.length} pages déjà lues sont gardées.`;
  return [whatHappened(stop, isFolder), kept].filter((words) => words !== '').join(' ');
}

function whatHappened(stop: ScanStop, isFolder: boolean): string {
  switch (stop) {
    case 'jam':
      return t`Une feuille est coincée : ouvrez le numériseur, retirez-la, remettez-la sur la pile, puis reprenez (F8).`;
    case 'feeder-empty':
      return t`Le chargeur est vide : posez les feuilles, puis reprenez (F8).`;
    case 'cover-open':
      return t`Le capot du numériseur est ouvert : fermez-le, puis reprenez (F8).`;
    case 'device-gone':
      return isFolder
        ? t`Le dossier du copieur n’est plus réglé sur ce poste : choisissez-le dans « Poste ».`
        : t`Le numériseur ne répond pas : vérifiez qu’il est allumé et branché, puis reprenez (F8).`;
    case 'busy':
      return t`Le numériseur est occupé, par un autre poste ou un autre programme : attendez un instant, puis reprenez (F8).`;
    case 'not-permitted':
      return isFolder
        ? t`Ce poste n’a pas le droit de prendre les fichiers de ce dossier : prévenez votre informatique.`
        : t`Ce poste n’a pas le droit d’utiliser ce numériseur : prévenez votre informatique.`;
    case 'unreadable':
      return t`La page n’a pas pu être lue : reposez-la, puis reprenez (F8).`;
    case 'not-installed':
      return t`Aucun programme de numérisation n’est installé sur ce poste : prévenez votre informatique. Un fichier peut toujours être joint.`;
    case 'disk-full':
      return t`Le disque de ce poste est plein : prévenez votre informatique, puis reprenez (F8).`;
    case 'too-many-pages':
      return t`Un document compte 300 pages au plus : joignez celui-ci, puis numérisez la suite à part.`;
    case 'interrupted':
      return t`La numérisation a été interrompue par l’arrêt du poste : reprenez avec les feuilles qui restent (F8), ou joignez ce qui est là.`;
    default:
      return unreachable(stop);
  }
}

export function explainStart(refusal: StartScanRefusal): string {
  switch (refusal) {
    case 'no-clerk':
      return t`Déverrouillez le poste pour numériser.`;
    case 'busy':
      return t`Une numérisation est déjà en cours : attendez sa fin, ou arrêtez-la.`;
    case 'device-gone':
      return t`Le numériseur ne répond pas : vérifiez qu’il est allumé et branché, puis reprenez (F8).`;
    case 'other-owner':
      return t`Une autre numérisation n’est pas encore jointe.`;
    case 'disk-full':
      return t`Le disque de ce poste est plein : prévenez votre informatique, puis reprenez (F8).`;
    default:
      return unreachable(refusal);
  }
}

export function explainAttach(refusal: AttachScanRefusal): string {
  switch (refusal) {
    case 'no-pages':
      return t`Il n’y a pas de page à joindre.`;
    case 'still-reading':
      return t`Le numériseur lit encore : attendez sa fin, ou arrêtez-le.`;
    case 'no-clerk':
      return t`Déverrouillez le poste pour joindre ces pages.`;
    case 'too-large':
      return t`Ces pages dépassent 50 Mo : supprimez-en, ou numérisez en gris à 200 points.`;
    default:
      return explainFileRefusal(t`Numérisation`, refusal);
  }
}

/** A file of the copier's folder that stays there, and what to do. */
export function explainRefusedFile({ name, reason }: RefusedScanFile): string {
  switch (reason) {
    case 'unfinished':
      return t`« ${name} » est incomplet : le copieur ne l’a pas fini. Numérisez à nouveau.`;
    case 'duplicate':
      return t`« ${name} » est arrivé deux fois : il n’est pris qu’une.`;
    default:
      return explainFileRefusal(name, reason);
  }
}
