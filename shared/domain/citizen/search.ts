import { isOneTypoPrefix } from './one-typo.ts';
import type { PackedTable } from './packed-table.ts';
import { columns, foundPerson, nameNeedles, type FoundPerson } from './search-line.ts';
import { readQuery, type Fragment } from './search-query.ts';

/** Why a person came up, shown beside the name. */
export type MatchReason = 'name' | 'used-name' | 'birth-date' | 'phone' | 'email' | 'request-number' | 'typo';
export type Hit = { readonly person: FoundPerson; readonly reasons: readonly MatchReason[] };

/** Beyond this many, a query says too little to be ranked: the clerk goes on typing. */
const RANKED = 600;
const CANDIDATES = 20_000;
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

/** Persons who fit every fragment, best first; one typo in one name is forgiven only when fewer than 10 fit exactly. */
export function searchPeople(table: PackedTable, typed: string, limit: number): readonly Hit[] {
  const fragments = [...readQuery(typed)].sort((a, b) => precision(b) - precision(a));
  if (fragments.length === 0) return [];
  const exact = matching(table, fragments);
  const scored = exact.map((row) => score(table, row, fragments, undefined));
  if (exact.length < ENOUGH) {
    const seen = new Set(exact);
    for (const fragment of fragments) {
      for (const row of withTypo(table, fragments, fragment)) {
        if (seen.has(row)) continue;
        seen.add(row);
        scored.push(score(table, row, fragments, fragment));
      }
    }
  }
  // Namesakes come eldest first, and always in one order: the cell shown is the name, then the birth date.
  const keyed = scored.map((entry) => ({ ...entry, key: table.cell(entry.row, columns.shown) + table.cell(entry.row, columns.id) }));
  keyed.sort((a, b) => b.points - a.points || (a.key < b.key ? -1 : 1));
  return keyed.slice(0, limit).map(({ row, why }) => ({ person: foundPerson(table, row), reasons: [...new Set(why)] }));
}

type Scored = { readonly row: number; readonly points: number; readonly why: readonly MatchReason[] };

function matching(table: PackedTable, fragments: readonly Pick<Fragment, 'needles'>[]): readonly number[] {
  const [first, ...others] = fragments;
  if (first === undefined) return [];
  if (others.length === 0) return table.find(first.needles, RANKED);
  const fitting: number[] = [];
  for (const row of table.find(first.needles, CANDIDATES)) {
    if (others.every(({ needles }) => table.holds(row, needles)) && fitting.push(row) === RANKED) break;
  }
  return fitting;
}

/** Those who fit all other fragments, and whose name is at one typo from this one. */
function withTypo(table: PackedTable, fragments: readonly Fragment[], fragment: Fragment): readonly number[] {
  const { word } = fragment;
  if (word === undefined || word.length < 4) return [];
  const near: string[] = [];
  for (const name of table.words([columns.names, columns.usedName])) {
    if (!name.startsWith(word) && isOneTypoPrefix(word, name)) near.push(name);
  }
  const nearest = near.sort((a, b) => distance(word, a) - distance(word, b)).slice(0, NEAR_NAMES);
  const needles = nearest.flatMap((name) => nameNeedles(name));
  if (needles.length === 0) return [];
  const replaced = fragments.filter((other) => other !== fragment);
  return matching(table, [{ needles }, ...replaced]);
}

/** Slips on the first letter, and names of another length, are the less likely. */
function distance(word: string, name: string): number {
  return Math.abs(name.length - word.length) + (word[0] === name[0] ? 0 : 2);
}

function score(table: PackedTable, row: number, fragments: readonly Fragment[], typo: Fragment | undefined): Scored {
  const names = `${table.cell(row, columns.names)} `;
  const why: MatchReason[] = [];
  let points = typo === undefined ? 0 : -100;
  for (const fragment of fragments) {
    const needle = fragment === typo ? undefined : fragment.needles.find((one) => table.holds(row, [one]));
    const reason = needle === undefined ? 'typo' : (reasons[needle.column] ?? 'typo');
    why.push(reason);
    points += reason === 'name' ? 4 : reason === 'used-name' ? 3 : 2;
    if (fragment.word === undefined || reason !== 'name') continue;
    if (names.includes(` ${fragment.word} `)) points += 4;
    if (names.startsWith(` ${fragment.word}`)) points += 3;
  }
  return { row, points, why };
}

/** The rarest fragment is looked up first, the others only checked: dates and numbers before names, long before short. */
function precision({ needles, word }: Fragment): number {
  const length = Math.min(...needles.map(({ text }) => text.length));
  return word === undefined ? (length > 4 ? 100 + length : 3) : length;
}
