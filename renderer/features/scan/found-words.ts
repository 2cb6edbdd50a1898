import { t } from '@lingui/core/macro';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { ScannedCode } from '#renderer/platform/scanned-codes.ts';
import { shownText } from './scanned-words.ts';

/** What a code found on a page is to the town hall. */
export function nameCode({ text, code }: ScannedCode): string {
  switch (code.kind) {
    case 'desk-number':
      return t`n° ${code.number} de la mairie`;
    case 'tracking':
      return t`code de suivi d’un récépissé de la mairie`;
    case 's10':
      return t`numéro postal international ${code.number}`;
    case 'la-poste':
      return code.key === 'expected' ? t`numéro de La Poste ${code.number}` : t`numéro de La Poste ${code.number}, clé inhabituelle : vérifiez-le`;
    case '2d-doc':
      return t`2D-Doc d’un justificatif, pas encore vérifié par ce poste`;
    case 'wrong-key':
      return t`«\u00a0${shownText(text)}\u00a0» : numéro mal lu ou mal imprimé, sa clé est fausse`;
    case 'foreign':
      return t`code étranger à la mairie, «\u00a0${shownText(text)}\u00a0»`;
    default:
      return unreachable(code);
  }
}

export type CodeUse = 'open' | 'fill-in';

/** What the clerk can do with it; `postal`: the screen takes the numbers of posts. */
export function whatToDo({ code }: ScannedCode, postal: boolean): CodeUse | undefined {
  if (code.kind === 'desk-number' || code.kind === 'tracking') return 'open';
  return postal && (code.kind === 's10' || code.kind === 'la-poste') ? 'fill-in' : undefined;
}
