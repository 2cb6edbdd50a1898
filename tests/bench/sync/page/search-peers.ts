import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import { foldLetters, foldWords } from '#shared/domain/citizen/fold.ts';

const FIELDS = ['names', 'usedName', 'birth', 'phones', 'emails'];

/** As MiniSearch's documentation says to search names as they are typed: prefixes, one typo, every word. */
export const miniOptions = {
  fields: FIELDS,
  storeFields: ['shown'],
  processTerm: (term: string) => foldLetters(term),
  tokenize: (text: string) => text.split(/[^\p{L}\p{N}@.+]+/u),
  searchOptions: { prefix: true, fuzzy: (term: string) => (term.length < 4 || /\d/.test(term) ? false : 1), combineWith: 'AND' },
};

/** A birth date is searched by its year, of two or of four digits, or as it is said in France, as in our own index. */
export function miniDocument({ id, birthName, firstNames, usedName, birthDate = '', phones, emails }: Citizen): Record<string, string> {
  return {
    id,
    names: foldWords(`${birthName} ${firstNames}`).join(' '),
    usedName: foldWords(usedName ?? '').join(' '),
    birth: birthDate === '' ? '' : `${birthDate.slice(2, 4)} ${birthDate.slice(0, 4)} ${birthDate.split('-').reverse().join('')}`,
    phones: phones.map((phone) => phone.replace('+33', '0')).join(' '),
    emails: emails.join(' '),
    shown: `${birthName} ${firstNames}`,
  };
}

export const flexOptions = {
  tokenize: 'forward',
  document: { id: 'id', index: FIELDS },
};
