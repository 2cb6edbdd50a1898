import { t } from '@lingui/core/macro';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { RecognisedCode } from '#shared/domain/barcode/recognise-code.ts';
import type { ScannedCode } from '#renderer/platform/scanned-codes.ts';

const SHOWN = 40;

/** What to tell the clerk of a code that no screen took and that opens nothing; a code of ours is then unknown to this desk. */
export function codeSentence({ text, code }: ScannedCode): string {
  switch (code.kind) {
    case 'desk-number':
      return t`La demande ${code.number} n’est pas connue de ce poste : elle n’y est peut-être pas encore arrivée.`;
    case 'tracking':
      return t`Ce récépissé n’est pas connu de ce poste : sa demande n’y est peut-être pas encore arrivée.`;
    case 's10':
    case 'la-poste':
      return t`C’est le numéro postal ${code.number}, qu’aucun pli de ce poste ne porte : pour en enregistrer un, ouvrez le courrier (F4) et scannez encore.`;
    case '2d-doc':
      return t`C’est le code 2D-Doc d’un justificatif : ce poste ne le vérifie pas encore.`;
    case 'wrong-key':
      return wrongKeySentence(code.of);
    case 'foreign':
      return t`Ce code n’est pas de la mairie : « ${shownText(text)} ».`;
    default:
      return unreachable(code);
  }
}

function wrongKeySentence(of: Extract<RecognisedCode, { kind: 'wrong-key' }>['of']): string {
  return of === 'desk-number'
    ? t`Ce numéro de demande est mal lu ou mal imprimé, sa clé est fausse : scannez-le encore, ou tapez-le dans Chercher (F3).`
    : t`Ce numéro postal est mal lu ou mal imprimé, sa clé est fausse : scannez-le encore, ou tapez-le.`;
}

/** Short, and without what cannot be shown. */
export function shownText(text: string): string {
  const visible = text.replace(/\p{C}+/gu, ' ').trim();
  return visible.length > SHOWN ? `${visible.slice(0, SHOWN)}…` : visible;
}
