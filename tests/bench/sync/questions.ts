import { demoCitizens } from '#electron/embedded-grc/seed/demo-citizens.ts';
import { seededRandom } from '#electron/embedded-grc/seed/random.ts';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import type { Typed } from './page/search-bench.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
export const KINDS = ['accents', 'beginnings', 'names only', 'one typo'] as const;
type Kind = (typeof KINDS)[number];

/** Searches as clerks make them, of persons drawn from the town: whole names with their accents, beginnings, one slip of the hand. */
export function questionsOf(citizens: number, count: number): readonly Typed[] {
  const random = seededRandom(7);
  const people = demoCitizens(citizens).filter(({ birthDate = '' }) => birthDate.length === 10);
  const alike = new Map<string, string[]>();
  for (const person of people) for (const kind of KINDS) alike.set(keyOf(kind, person), [...(alike.get(keyOf(kind, person)) ?? []), person.id]);
  return Array.from({ length: count }, (_, nth): Typed => {
    const person = people[random.below(people.length)];
    if (person === undefined) throw new Error('an empty town');
    const kind = KINDS[nth % KINDS.length] ?? 'accents';
    return { kind, text: TEXTS[kind](person, random.below), wanted: alike.get(keyOf(kind, person)) ?? [] };
  });
}

/** Whoever fits what was typed as well as the person who was meant. */
function keyOf(kind: Kind, { birthName, firstNames, birthDate = '' }: Citizen): string {
  const born = { 'accents': birthDate, 'beginnings': birthDate.slice(2, 4), 'names only': '', 'one typo': birthDate }[kind];
  return `${kind} ${birthName} ${firstNames} ${born}`;
}

const TEXTS: Readonly<Record<Kind, (person: Citizen, below: (limit: number) => number) => string>> = {
  'accents': ({ birthName, firstNames, birthDate = '' }) => `${birthName.toLowerCase()} ${firstNames} ${french(birthDate)}`,
  'beginnings': ({ birthName, firstNames, birthDate = '' }) => `${birthName.slice(0, 4)} ${firstNames.slice(0, 3)} ${birthDate.slice(2, 4)}`,
  'names only': ({ birthName, firstNames }) => `${firstNames} ${birthName}`,
  'one typo': ({ birthName, firstNames, birthDate = '' }, below) => `${slipped(birthName, below)} ${firstNames} ${french(birthDate)}`,
};

/** One letter of the longest word for another, never its first. */
function slipped(name: string, below: (limit: number) => number): string {
  const words = name.split(' ');
  const longest = words.reduce((a, b) => (b.length > a.length ? b : a));
  const at = 1 + below(Math.max(1, longest.length - 1));
  const wrong = LETTERS[below(LETTERS.length)] ?? 'x';
  return words.map((word) => (word === longest ? `${word.slice(0, at)}${wrong}${word.slice(at + 1)}` : word)).join(' ');
}

function french(birthDate: string): string {
  return birthDate.split('-').reverse().join('');
}
