import { isOneTypoPrefix } from './one-typo.ts';
import type { Needle, PackedTable } from './packed-table.ts';
import type { RowSet } from './row-set.ts';
import { columns, foundPerson, nameNeedles, type FoundPerson } from './search-line.ts';
import { readQuery, type Fragment } from './search-query.ts';

/** Why a person came up, shown beside the name. */
export type MatchReason = 'name' | 'used-name' | 'birth-date' | 'phone' | 'email' | 'request-number' | 'typo';
export type Hit = { readonly person: FoundPerson; readonly reasons: readonly MatchReason[] };

/** Beyond this many, a query says too little to be ranked: the clerk goes on typing. */
const RANKED = 600;
/** Enough exact answers: no typo is looked for. */
const ENOUGH = 10;
/** Names at one typo that are tried. */
const NEAR_NAMES = 8;

const reasons: Readonly<Record<number, MatchReason>> = {
  [columns.names]: 'name',
  [columns.usedName]: 'used-name',
  [columns.birth]: 'birth-date',
  [columns.phones]: 'phone',
  [columns.emails]: 'email',
  [columns.numbers]: 'request-number',
};

/** A fragment, who holds each of its needles, and who any of them. */
type Sought = { readonly fragment: Fragment; readonly sets: readonly RowSet[]; readonly fitting: RowSet };
type Scored = { readonly row: number; readonly points: number; readonly why: readonly MatchReason[] };

/** Persons who fit every fragment, best first; one typo in one name is forgiven only when fewer than 10 fit exactly. */
export function searchPeople(table: PackedTable, typed: string, limit: number): readonly Hit[] {
  const fragments = [...readQuery(typed)].sort((a, b) => precision(b) - precision(a));
  const sought = fragments.map((fragment) => seek(table, fragment, fragment.needles));
  const exact = matching(table, sought);
  const scored = exact.map((row) => score(table, row, sought, undefined));
  if (exact.length < ENOUGH) {
    const seen = new Set(exact);
    for (const slipped of sought) {
      for (const row of withTypo(table, sought, slipped)) {
        if (seen.has(row)) continue;
        seen.add(row);
        scored.push(score(table, row, sought, slipped));
      }
    }
  }
  return best(table, scored, limit).map(({ row, why }) => ({ person: foundPerson(table, row), reasons: [...new Set(why)] }));
}

function seek(table: PackedTable, fragment: Fragment, needles: readonly Needle[]): Sought {
  const sets = needles.map((needle) => table.find(needle));
  return { fragment, sets, fitting: sets.reduce((all, set) => all.join(set), table.none()) };
}

/** Those who fit all, in the order of the first one's needles. */
function matching(table: PackedTable, [first, second, ...others]: readonly Sought[]): readonly number[] {
  if (first === undefined) return [];
  if (second === undefined) return table.first(first.sets, RANKED);
  const among = others.reduce((fitting, other) => fitting.keep(other.fitting), second.fitting.copy());
  return table.first(first.sets.map((set) => set.copy().keep(among)), RANKED);
}

/** Those who fit all other fragments, and whose name is at one typo from this one. */
function withTypo(table: PackedTable, sought: readonly Sought[], slipped: Sought): readonly number[] {
  const { word } = slipped.fragment;
  if (word === undefined || word.length < 4) return [];
  // A name is a term after its mark, a space.
  const near = table.filter([columns.names, columns.usedName], (text, from) => !text.startsWith(word, from + 1) && isOneTypoPrefix(word, text, from + 1));
  const nearest = near.map((term) => term.slice(1)).sort((a, b) => distance(word, a) - distance(word, b) || (a < b ? -1 : 1));
  const needles = nearest.slice(0, NEAR_NAMES).flatMap((name) => nameNeedles(name));
  return matching(table, [seek(table, slipped.fragment, needles), ...sought.filter((other) => other !== slipped)]);
}

/** Slips on the first letter, and names of another length, are the less likely. */
function distance(word: string, name: string): number {
  return Math.abs(name.length - word.length) + (word[0] === name[0] ? 0 : 2);
}

function score(table: PackedTable, row: number, sought: readonly Sought[], slipped: Sought | undefined): Scored {
  const names = `${table.cell(row, columns.names)} `;
  const why: MatchReason[] = [];
  let points = slipped === undefined ? 0 : -100;
  for (const one of sought) {
    const { needles, word } = one.fragment;
    const needle = one === slipped ? undefined : needles[one.sets.findIndex((set) => set.has(row))];
    const reason = needle === undefined ? 'typo' : (reasons[needle.column] ?? 'typo');
    why.push(reason);
    points += reason === 'name' ? 4 : reason === 'used-name' ? 3 : 2;
    if (word === undefined || reason !== 'name') continue;
    if (names.includes(` ${word} `)) points += 4;
    if (names.startsWith(` ${word}`)) points += 3;
  }
  return { row, points, why };
}

/** Namesakes come eldest first, and always in one order: by the name as it is shown, then the birth date. */
function best(table: PackedTable, scored: readonly Scored[], limit: number): readonly Scored[] {
  const byPoints = [...scored].sort((a, b) => b.points - a.points);
  const least = byPoints[limit - 1]?.points ?? -Infinity;
  const keyed = byPoints.filter(({ points }) => points >= least).map((entry) => ({ ...entry, key: keyOf(foundPerson(table, entry.row)) }));
  return keyed.sort((a, b) => b.points - a.points || (a.key < b.key ? -1 : 1)).slice(0, limit);
}

function keyOf({ displayName, birthDate, city, id }: FoundPerson): string {
  return `${displayName}\v${birthDate ?? ''}\v${city ?? ''}${id}`;
}

/** The rarest fragment is looked up first, the others only checked: dates and numbers before names, long before short. */
function precision({ needles, word }: Fragment): number {
  const length = Math.min(...needles.map(({ text }) => text.length));
  return word === undefined ? (length > 4 ? 100 + length : 3) : length;
}
