import type { Citizen } from './citizen.ts';
import { foldLetters, foldWords } from './fold.ts';
import { isOneTypoPrefix } from './one-typo.ts';
import type { PackedTable } from './packed-table.ts';
import { nationalPhone, readSearchLine, type SearchLine } from './search-line.ts';

/** Why two records may be one person. */
export type DuplicateReason = 'same-name' | 'similar-name' | 'same-birth-date' | 'same-phone' | 'same-email';
export type Duplicate = { readonly person: SearchLine; readonly why: readonly DuplicateReason[]; readonly strength: 'strong' | 'weak' };

const LIMIT = 10;

/**
 * Whom a new person may already be; a warning, never a refusal. Families share phones and e-mails, so that alone is
 * weak; strong is the same name and birth date, or a near name with the same birth date and a contact.
 */
export function findDuplicates(table: PackedTable, candidate: Omit<Citizen, 'id'>): readonly Duplicate[] {
  const [name] = foldWords(candidate.birthName);
  const birth = candidate.birthDate?.replaceAll('-', '');
  const needles = [
    ...(name === undefined ? [] : [` ${name}`]),
    ...(birth?.length === 8 ? [`#${birth}`] : []),
    ...candidate.phones.map((phone) => `*${nationalPhone(phone)};`),
    ...candidate.emails.map((email) => `<${foldLetters(email)}>`),
  ];
  const judged = table.find(needles, 5000).flatMap((line) => judge(readSearchLine(line), candidate));
  return judged.sort((a, b) => Number(b.strength === 'strong') - Number(a.strength === 'strong') || b.why.length - a.why.length).slice(0, LIMIT);
}

function judge(person: SearchLine, candidate: Omit<Citizen, 'id'>): Duplicate[] {
  const sameBirth = candidate.birthDate !== undefined && person.birthDate === candidate.birthDate;
  const contradicts = candidate.birthDate?.length === 10 && person.birthDate?.length === 10 && !sameBirth;
  const name = compareNames(person, candidate);
  const phone = candidate.phones.some((number) => person.phones.includes(`*${nationalPhone(number)};`));
  const email = candidate.emails.some((address) => person.emails.includes(`<${foldLetters(address)}>`));
  const why: DuplicateReason[] = [
    ...(name === undefined ? [] : [name]),
    ...(sameBirth ? (['same-birth-date'] as const) : []),
    ...(phone ? (['same-phone'] as const) : []),
    ...(email ? (['same-email'] as const) : []),
  ];
  // A birth date alone says nothing in a town of 20,000.
  if (why.length === 0 || (name === undefined && !phone && !email) || (contradicts && name === undefined)) return [];
  const strong = (name === 'same-name' && sameBirth) || (name === 'similar-name' && sameBirth && (phone || email));
  return [{ person, why, strength: strong ? 'strong' : 'weak' }];
}

function compareNames(person: SearchLine, candidate: Omit<Citizen, 'id'>): 'same-name' | 'similar-name' | undefined {
  const theirs = person.names.split(' ').filter((word) => word !== '');
  const ours = [candidate.birthName, candidate.firstNames].flatMap(foldWords);
  if (ours.length === 0) return undefined;
  if ([...ours].sort().join(' ') === [...theirs].sort().join(' ')) return 'same-name';
  const near = ours.every((word) => theirs.some((their) => word === their || (word.length > 3 && isOneTypoPrefix(word, their))));
  return near ? 'similar-name' : undefined;
}
