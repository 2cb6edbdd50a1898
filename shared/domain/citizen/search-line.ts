import type { Citizen } from './citizen.ts';
import { displayName } from './display-name.ts';
import { foldLetters, foldWords } from './fold.ts';
import type { Needle, PackedTable } from './packed-table.ts';

/** Columns of the packed table of persons. */
export const columns = { id: 0, names: 1, usedName: 2, birth: 3, phones: 4, emails: 5, numbers: 6, household: 7, shown: 8 } as const;

/**
 * A person as one line of the packed table, each cell with its own marks, so that every question is a plain substring:
 * ` NAME`, `~84#19840312`, `*0612345678;`, `<ZOE@EXAMPLE.FR>`, `=260010100012345!`.
 */
export function searchLine(citizen: Omit<Citizen, 'id'>, requestNumbers: readonly string[]): string {
  const birth = citizen.birthDate?.replaceAll('-', '') ?? '';
  return [
    '',
    words([citizen.birthName, citizen.firstNames]),
    words([citizen.usedName ?? '']),
    birth === '' ? '' : `~${birth.slice(2, 4)}#${birth}`,
    citizen.phones.map((phone) => `*${nationalPhone(phone)};`).join(''),
    citizen.emails.map((email) => `<${foldLetters(email)}>`).join(''),
    requestNumbers.map((number) => `=${bareNumber(number)}!`).join(''),
    citizen.householdId ?? '',
    // As shown: only here are accents and small letters kept.
    [displayName(citizen), citizen.birthDate ?? '', citizen.address?.city ?? ''].map((part) => part.replace(/\s+/g, ' ')).join('\v'),
  ].join('\t');
}

/** What is shown of a person who was found. */
export type FoundPerson = { readonly id: string; readonly displayName: string; readonly birthDate: string | null; readonly city: string | null };

export function foundPerson(table: PackedTable, row: number): FoundPerson {
  const [name = '', birthDate = '', city = ''] = table.cell(row, columns.shown).split('\v');
  return { id: table.cell(row, columns.id), displayName: name, birthDate: birthDate === '' ? null : birthDate, city: city === '' ? null : city };
}

export function nameNeedles(word: string): readonly Needle[] {
  return [{ column: columns.names, text: ` ${word}` }, { column: columns.usedName, text: ` ${word}` }];
}

export function phoneNeedle(phone: string): Needle {
  return { column: columns.phones, text: `*${nationalPhone(phone)};` };
}

export function emailNeedle(email: string): Needle {
  return { column: columns.emails, text: `<${foldLetters(email)}>` };
}

/** The other persons of the same household. */
export function findHousehold(table: PackedTable, citizenId: string, limit: number): readonly FoundPerson[] {
  const row = table.row(citizenId);
  const household = row === undefined ? '' : table.cell(row, columns.household);
  if (household === '') return [];
  const members = table.find([{ column: columns.household, text: household }], limit + 1).filter((member) => member !== row);
  return members.slice(0, limit).map((member) => foundPerson(table, member));
}

/** Letters and digits only, in capitals: how a number is compared whatever its separators. */
export function bareNumber(number: string): string {
  return number.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
}

/** `0612345678` of `+33612345678`; other countries keep their prefix, without the plus sign. */
function nationalPhone(phone: string): string {
  return phone.startsWith('+33') ? `0${phone.slice(3)}` : phone.replace('+', '');
}

function words(names: readonly string[]): string {
  return names
    .flatMap(foldWords)
    .map((word) => ` ${word}`)
    .join('');
}
