import type { Citizen } from './citizen.ts';
import { displayName } from './display-name.ts';
import { foldLetters, foldWords } from './fold.ts';
import type { Cells, Needle, PackedTable } from './packed-table.ts';

/** Columns of the packed table of persons. */
export const columns = { names: 0, usedName: 1, birth: 2, phones: 3, emails: 4, numbers: 5, household: 6, shown: 7, city: 8 } as const;

/**
 * A person as one row of the packed table, each term with its own marks, so that every question is a plain substring:
 * ` NAME`, `~84#19840312`, `*0612345678;`, `<ZOE@EXAMPLE.FR>`, `=260010100012345!`.
 */
export function searchCells(citizen: Omit<Citizen, 'id'>, requestNumbers: readonly string[]): Cells {
  const birth = citizen.birthDate?.replaceAll('-', '');
  return [
    words([citizen.birthName, citizen.firstNames]),
    words([citizen.usedName ?? '']),
    birth === undefined ? [] : [`~${birth.slice(2, 4)}#${birth}`],
    citizen.phones.map((phone) => `*${nationalPhone(phone)};`),
    citizen.emails.map((email) => `<${foldLetters(email)}>`),
    requestNumbers.map((number) => `=${bareNumber(number)}!`),
    citizen.householdId === undefined ? [] : [citizen.householdId],
    // As shown: only here are accents and small letters kept.
    shown(displayName(citizen)),
    shown(citizen.address?.city),
  ];
}

/** What is shown of a person who was found. */
export type FoundPerson = { readonly id: string; readonly displayName: string; readonly birthDate: string | null; readonly city: string | null };

export function foundPerson(table: PackedTable, row: number): FoundPerson {
  const [, year, month, day] = /#(\d{4})(\d{2})?(\d{2})?/.exec(table.cell(row, columns.birth)) ?? [];
  const birthDate = [year, month, day].filter((part) => part !== undefined).join('-');
  const city = table.cell(row, columns.city);
  return { id: table.id(row), displayName: table.cell(row, columns.shown), birthDate: birthDate === '' ? null : birthDate, city: city === '' ? null : city };
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
  const members = table.first([table.find({ column: columns.household, text: household })], limit + 1).filter((member) => member !== row);
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

function shown(text = ''): readonly string[] {
  return text === '' ? [] : [text.replace(/\s+/g, ' ')];
}

function words(names: readonly string[]): readonly string[] {
  return names.flatMap(foldWords).map((word) => ` ${word}`);
}
