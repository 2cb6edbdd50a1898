import type { Citizen } from '#shared/domain/citizen/citizen.ts';

/** Without accents, in capitals, one space between words: what names are compared by. */
export function foldName(name: string): string {
  return name
    .replaceAll('œ', 'oe').replaceAll('Œ', 'OE').replaceAll('æ', 'ae').replaceAll('Æ', 'AE')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}

/** Columns that the search reads; every word of `search_name` follows a space. */
export function searchColumns(citizen: Citizen): { search_name: string; birth_date: string; phones: string; emails: string } {
  return {
    search_name: ` ${foldName([citizen.birthName, citizen.usedName ?? '', citizen.firstNames].join(' '))}`,
    birth_date: citizen.birthDate ?? '',
    phones: citizen.phones.join(' '),
    emails: citizen.emails.join(' ').toLowerCase(),
  };
}
