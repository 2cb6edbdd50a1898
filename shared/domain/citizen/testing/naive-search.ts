import type { Citizen } from '../citizen.ts';
import { isOneTypoPrefix } from '../one-typo.ts';
import { columns, nameNeedles, searchCells } from '../search-line.ts';
import { readQuery, type Fragment } from '../search-query.ts';
import type { Needle } from '../packed-table.ts';

type Row = { readonly person: Citizen; readonly cells: readonly string[] };
const WHY = ['name', 'used-name', 'birth-date', 'phone', 'email', 'request-number'];

/** What a search answers, found by reading every cell of everybody: ids and reasons, best first. Fewer than 600 persons. */
export function naiveSearch(people: readonly Citizen[], typed: string, limit: number): readonly (readonly string[])[] {
  const rows = people.map((person): Row => ({ person, cells: searchCells(person, []).map((terms) => terms.join('')) }));
  const fragments = [...readQuery(typed)];
  if (fragments.length === 0) return [];
  fragments.sort((a, b) => precision(b) - precision(a));
  const exact = rows.filter((row) => fragments.every(({ needles }) => holding(row, needles) !== undefined));
  const hits = exact.map((row) => judge(row, fragments, undefined));
  const seen = new Set(exact);
  for (const slipped of exact.length < 10 ? fragments : []) {
    const near = nearNames(rows, slipped).flatMap(nameNeedles);
    for (const row of rows) {
      const fits = fragments.every((fragment) => holding(row, fragment === slipped ? near : fragment.needles) !== undefined);
      if (!fits || seen.has(row)) continue;
      seen.add(row);
      hits.push(judge(row, fragments, slipped));
    }
  }
  hits.sort((a, b) => b.points - a.points || (a.key < b.key ? -1 : 1));
  return hits.slice(0, limit).map(({ id, reasons }) => [id, ...reasons]);
}

function holding({ cells }: Row, needles: readonly Needle[]): Needle | undefined {
  return needles.find(({ column, text }) => cells[column]?.includes(text));
}

function judge(row: Row, fragments: readonly Fragment[], slipped: Fragment | undefined) {
  const names = `${row.cells[columns.names] ?? ''} `;
  const reasons = new Set<string>();
  let points = slipped === undefined ? 0 : -100;
  for (const fragment of fragments) {
    const needle = fragment === slipped ? undefined : holding(row, fragment.needles);
    const reason = needle === undefined ? 'typo' : (WHY[needle.column] ?? '');
    reasons.add(reason);
    points += { 'name': 4, 'used-name': 3 }[reason] ?? 2;
    if (reason === 'name' && fragment.word !== undefined) {
      points += (names.includes(` ${fragment.word} `) ? 4 : 0) + (names.startsWith(` ${fragment.word}`) ? 3 : 0);
    }
  }
  const { id, birthDate = '', address } = row.person;
  return { id, points, reasons, key: [row.cells[columns.shown], birthDate, `${address?.city ?? ''}${id}`].join('\v') };
}

/** The nearest eight of all names at one typo; equally near ones by the alphabet. */
function nearNames(rows: readonly Row[], { word }: Fragment): readonly string[] {
  if (word === undefined || word.length < 4) return [];
  const names = [columns.names, columns.usedName].flatMap((column) => rows.flatMap(({ cells }) => (cells[column] ?? '').split(' ')));
  const near = [...new Set(names)].filter((name) => name !== '' && !name.startsWith(word) && isOneTypoPrefix(word, name));
  const far = (name: string): number => Math.abs(name.length - word.length) + (name[0] === word[0] ? 0 : 2);
  return near.sort((a, b) => far(a) - far(b) || (a < b ? -1 : 1)).slice(0, 8);
}

function precision({ needles, word }: Fragment): number {
  const length = Math.min(...needles.map(({ text }) => text.length));
  if (word !== undefined) return length;
  return length > 4 ? 100 + length : 3;
}
