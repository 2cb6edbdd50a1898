import type { Citizen } from './citizen.ts';
import { displayName } from './display-name.ts';
import { foldLetters, foldWords } from './fold.ts';

/**
 * A person as one line of the packed table. Each kind of fragment has its own mark, so that a query is a plain
 * substring: ` NAME` `~84` `#19840312` `*0612345678;` `<ZOE@EXAMPLE.FR>` `=number!`.
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
    requestNumbers.map((number) => `=${number.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()}!`).join(''),
    citizen.householdId === undefined ? '' : `{${citizen.householdId}}`,
    // Shown, never searched: no mark may begin in it.
    [displayName(citizen), citizen.birthDate ?? '', citizen.address?.city ?? ''].map(unmarked).join('\v'),
  ].join('\t');
}

export type SearchLine = {
  readonly id: string;
  readonly names: string;
  readonly usedName: string;
  readonly birth: string;
  readonly phones: string;
  readonly emails: string;
  readonly household: string | null;
  readonly displayName: string;
  readonly birthDate: string | null;
  readonly city: string | null;
};

export function readSearchLine(line: string): SearchLine {
  const [id = '', names = '', usedName = '', birth = '', phones = '', emails = '', , household = '', shown = ''] = line.split('\t');
  const [name = '', birthDate = '', city = ''] = shown.replaceAll('\u00a0', ' ').split('\v');
  return {
    id,
    names,
    usedName,
    birth,
    phones,
    emails,
    household: household === '' ? null : household.slice(1, -1),
    displayName: name,
    birthDate: birthDate === '' ? null : birthDate,
    city: city === '' ? null : city,
  };
}

/** `0612345678` of `+33612345678`; other countries keep their prefix, without the plus sign. */
export function nationalPhone(phone: string): string {
  return phone.startsWith('+33') ? `0${phone.slice(3)}` : phone.replace('+', '');
}

function words(names: readonly string[]): string {
  return names.flatMap(foldWords).map((word) => ` ${word}`).join('');
}

function unmarked(text: string): string {
  return text.replace(/[\t\v\n~#*;<>=!{}]/g, '').replaceAll(' ', '\u00a0');
}
