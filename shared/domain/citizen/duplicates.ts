import type { Citizen } from './citizen.ts';
import { foldWords } from './fold.ts';
import { isOneTypoPrefix } from './one-typo.ts';
import type { Needle, PackedTable } from './packed-table.ts';
import { columns, emailNeedle, foundPerson, nameNeedles, phoneNeedle, type FoundPerson } from './search-line.ts';

/** Why two records may be one person. */
export type DuplicateReason = 'same-name' | 'similar-name' | 'same-birth-date' | 'same-phone' | 'same-email';
export type Duplicate = { readonly person: FoundPerson; readonly why: readonly DuplicateReason[]; readonly strength: 'strong' | 'weak' };

const LIMIT = 10;
const CANDIDATES = 5000;

/**
 * Whom a new person may already be; a warning, never a refusal. Families share phones and e-mails, so that alone is
 * weak; strong is the same name and birth date, or a near name with the same birth date and a contact.
 */
export function findDuplicates(table: PackedTable, candidate: Omit<Citizen, 'id'>): readonly Duplicate[] {
  const [name] = foldWords(candidate.birthName);
  const needles: Needle[] = [
    ...(name === undefined ? [] : nameNeedles(name)),
    ...(candidate.birthDate?.length === 10 ? [{ column: columns.birth, text: `#${candidate.birthDate.replaceAll('-', '')}` }] : []),
    ...candidate.phones.map(phoneNeedle),
    ...candidate.emails.map(emailNeedle),
  ];
  const judged = table.first(needles.map((needle) => table.find(needle)), CANDIDATES).flatMap((row) => judge(table, row, candidate));
  return judged
    .sort((a, b) => rank(b) - rank(a) || (a.person.id < b.person.id ? -1 : 1))
    .slice(0, LIMIT);
}

function rank({ strength, why }: Duplicate): number {
  return (strength === 'strong' ? 10 : 0) + why.length;
}

function judge(table: PackedTable, row: number, candidate: Omit<Citizen, 'id'>): Duplicate[] {
  const person = foundPerson(table, row);
  const sameBirth = candidate.birthDate !== undefined && person.birthDate === candidate.birthDate;
  const contradicts = candidate.birthDate?.length === 10 && person.birthDate?.length === 10 && !sameBirth;
  const name = compareNames(table.cell(row, columns.names), candidate);
  const phone = table.holds(row, candidate.phones.map(phoneNeedle));
  const email = table.holds(row, candidate.emails.map(emailNeedle));
  const why: DuplicateReason[] = [
    ...(name === undefined ? [] : [name]),
    ...(sameBirth ? (['same-birth-date'] as const) : []),
    ...(phone ? (['same-phone'] as const) : []),
    ...(email ? (['same-email'] as const) : []),
  ];
  // A birth date alone says nothing in a town of 20,000; another birth date with no name in common is another relative.
  if ((name === undefined && !phone && !email) || (contradicts && name === undefined)) return [];
  const strong = (name === 'same-name' && sameBirth) || (name === 'similar-name' && sameBirth && (phone || email));
  return [{ person, why, strength: strong ? 'strong' : 'weak' }];
}

function isOneTypo(a: string, b: string): boolean {
  return Math.abs(a.length - b.length) < 2 && isOneTypoPrefix(a, b) && isOneTypoPrefix(b, a);
}

function compareNames(names: string, candidate: Omit<Citizen, 'id'>): 'same-name' | 'similar-name' | undefined {
  const theirs = names.split(' ').filter((word) => word !== '');
  const ours = [candidate.birthName, candidate.firstNames].flatMap(foldWords);
  if (ours.length === 0) return undefined;
  if ([...ours].sort().join(' ') === [...theirs].sort().join(' ')) return 'same-name';
  // One may have been recorded with all first names, the other with the usual one; a family name alone is not near.
  const [fewer, more] = ours.length <= theirs.length ? [ours, theirs] : [theirs, ours];
  const near = fewer.length > 1 && fewer.every((word) => more.some((other) => word === other || (word.length > 2 && isOneTypo(word, other))));
  return near ? 'similar-name' : undefined;
}
