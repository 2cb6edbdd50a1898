import { isOneTypoPrefix } from './one-typo.ts';
import type { PackedTable } from './packed-table.ts';
import { readSearchLine, type SearchLine } from './search-line.ts';
import { readQuery, type Fragment } from './search-query.ts';

/** Why a person came up, shown beside the name. */
export type MatchReason = 'name' | 'used-name' | 'birth-date' | 'phone' | 'email' | 'request-number' | 'typo';
export type Hit = { readonly person: SearchLine; readonly reasons: readonly MatchReason[] };

/** Beyond this many, a query says too little to be ranked: the clerk goes on typing. */
const CANDIDATES = 2000;
const ENOUGH = 10;

/** Persons who fit every fragment, best first; one typo in one name is forgiven only when fewer than 10 fit exactly. */
export function searchPeople(table: PackedTable, typed: string, limit: number): readonly Hit[] {
  const fragments = [...readQuery(typed)].sort((a, b) => longest(b) - longest(a));
  if (fragments.length === 0) return [];
  const exact = matching(table, fragments);
  const hits = exact.map((line): Scored => score(line, fragments, undefined));
  if (exact.length < ENOUGH) {
    const seen = new Set(exact);
    for (const fragment of fragments) {
      for (const line of withTypo(table, fragments, fragment)) {
        if (seen.has(line)) continue;
        seen.add(line);
        hits.push(score(line, fragments, fragment));
      }
    }
  }
  hits.sort((a, b) => b.points - a.points || (a.hit.person.displayName < b.hit.person.displayName ? -1 : 1));
  return hits.slice(0, limit).map(({ hit }) => hit);
}

type Scored = { readonly hit: Hit; readonly points: number };

function matching(table: PackedTable, fragments: readonly Fragment[]): readonly string[] {
  const [first, ...others] = fragments;
  if (first === undefined) return [];
  // One fragment alone may stop early; with others, the rare ones decide.
  const candidates = table.find(first.needles, others.length === 0 ? CANDIDATES : 20_000);
  return candidates.filter((line) => others.every((fragment) => fits(line, fragment)));
}

function fits(line: string, { needles }: Fragment): boolean {
  return needles.some((needle) => line.includes(needle));
}

/** At one typo, one half of the word is intact: it finds the candidates, and the whole word is then compared. */
function withTypo(table: PackedTable, fragments: readonly Fragment[], fragment: Fragment): readonly string[] {
  const { word } = fragment;
  if (word === undefined || word.length < 4) return [];
  const others = fragments.filter((other) => other !== fragment);
  const half = word.length >> 1;
  const candidates =
    others.length > 0 ? matching(table, others) : table.find([` ${word.slice(0, half)}`, word.slice(half + 1), word.slice(half, -1)], 20_000);
  return candidates.filter((line) => nameWords(line).some((name) => isOneTypoPrefix(word, name)));
}

function nameWords(line: string): readonly string[] {
  const [, names = '', used = ''] = line.split('\t', 3);
  return `${names}${used}`.split(' ').filter((word) => word !== '');
}

function score(line: string, fragments: readonly Fragment[], typo: Fragment | undefined): Scored {
  const person = readSearchLine(line);
  const reasons = new Set<MatchReason>();
  let points = typo === undefined ? 0 : -100;
  for (const fragment of fragments) {
    if (fragment === typo) {
      reasons.add('typo');
      continue;
    }
    const reason = reasonOf(person, fragment);
    reasons.add(reason);
    const whole = fragment.word !== undefined && `${person.names} `.includes(` ${fragment.word} `);
    const leading = fragment.word !== undefined && person.names.startsWith(` ${fragment.word}`);
    points += (reason === 'name' ? 4 : reason === 'used-name' ? 3 : 2) + (whole ? 4 : 0) + (leading ? 3 : 0);
  }
  return { hit: { person, reasons: [...reasons] }, points };
}

function reasonOf(person: SearchLine, { needles }: Fragment): MatchReason {
  const holds = (field: string) => needles.some((needle) => field.includes(needle));
  if (holds(person.names)) return 'name';
  if (holds(person.usedName)) return 'used-name';
  if (holds(person.birth)) return 'birth-date';
  if (holds(person.phones)) return 'phone';
  if (holds(person.emails)) return 'email';
  return 'request-number';
}

function longest({ needles }: Fragment): number {
  return Math.min(...needles.map((needle) => needle.length));
}
