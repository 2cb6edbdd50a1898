import { sql, type RawBuilder } from 'kysely';
import type { CitizenMatch, MatchReason } from '#shared/contracts/grc-api/lookup.ts';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import { foldWords } from '#shared/domain/citizen/fold.ts';
import type { Needle } from '#shared/domain/citizen/packed-table.ts';
import { columns } from '#shared/domain/citizen/search-line.ts';
import { readQuery, type Fragment } from '#shared/domain/citizen/search-query.ts';
import type { Database } from '../storage/open-database.ts';

type Row = { readonly id: string; readonly body: Citizen; readonly rev: number; readonly retention: string | null; readonly search_line: string };
type Found = { readonly items: readonly CitizenMatch[]; readonly more: boolean };

const MOST_FRAGMENTS = 8;
/** Shorter words are at one slip from too many names. */
const SHORTEST_TYPO = 4;
/** `D2026000001`, or the 15 digits of a desk's number. */
const SHORTEST_NUMBER = 11;

/**
 * People who fit every part that was typed, read as the desk itself reads it, so that both find the same. Names with one
 * slip come after those that fit, while there is room; names that are only alike, when nobody else was found.
 */
export async function searchCitizens(db: Database, text: string, limit: number): Promise<Found> {
  const fragments = readQuery(text).slice(0, MOST_FRAGMENTS);
  if (fragments.length === 0) return { items: [], more: false };
  const numbered = await peopleByNumber(db, fragments.flatMap(numbersOf));
  const rows = new Map<string, Row>();
  const find = async (likeness: Likeness, replaced?: Fragment): Promise<void> => {
    const conditions = fragments.map((fragment) => (fragment === replaced ? likeness(fragment.word ?? '') : fitsLine(fragment, numbered)));
    for (const row of await select(db, conditions, fragments, limit + 1)) if (!rows.has(row.id)) rows.set(row.id, row);
  };
  const words = fragments.filter(({ word }) => word !== undefined && word.length >= SHORTEST_TYPO);
  await find(oneSlip);
  for (const fragment of words) if (rows.size < limit) await find(oneSlip, fragment);
  if (rows.size === 0) for (const fragment of words) await find(alike, fragment);
  return {
    items: [...rows.values()].slice(0, limit).map((row) => ({
      citizen: { ...row.body, rev: row.rev, retention: row.retention },
      matches: matchesOf(fragments, row),
    })),
    more: rows.size > limit,
  };
}

type Likeness = (word: string) => RawBuilder<boolean>;

/** One letter missing, added, replaced, or two neighbours exchanged: the rule of the desk, as patterns that the index reads. */
function oneSlip(word: string): RawBuilder<boolean> {
  const patterns = new Set<string>();
  for (let at = 0; at <= word.length; at += 1) {
    const [before, letter = '', next = '', after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 1)];
    patterns.add(`${before}_${letter}${after}`).add(`${before}_${after}`).add(`${before}${after}`).add(`${before}${next}${letter}${after.slice(1)}`);
  }
  return sql<boolean>`search_line like any (${[...patterns].map((pattern) => `% ${pattern}%`)}::text[])`;
}

function alike(word: string): RawBuilder<boolean> {
  return sql<boolean>`${word} <% search_line`;
}

function firstWord(fragments: readonly Fragment[]): string {
  return fragments.find(({ word }) => word !== undefined)?.word ?? '';
}

/** Those whose birth name begins with the first word come first. */
async function select(db: Database, conditions: readonly RawBuilder<boolean>[], fragments: readonly Fragment[], limit: number): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select id, body, rev, retention, search_line from citizens where ${sql.join(conditions, sql` and `)}
    order by starts_with(search_line, ${` ${firstWord(fragments)}`}) desc, search_line limit ${limit}`.execute(db);
  return rows;
}

/** Numbers of requests that a fragment may be; what is shorter is a year, a date or a piece of a phone. */
function numbersOf({ needles }: Fragment): readonly string[] {
  const numbers = needles.filter(({ column }) => column === columns.numbers).map(({ text }) => text.replace(/[=!]/g, ''));
  return [...new Set(numbers)].filter((number) => number.length >= SHORTEST_NUMBER);
}

type Numbered = ReadonlyMap<string, readonly string[]>;

async function peopleByNumber(db: Database, numbers: readonly string[]): Promise<Numbered> {
  const found = new Map<string, readonly string[]>();
  for (const number of numbers) {
    const { rows } = await sql<{ citizen_id: string }>`
      select distinct citizen_id from request_parties where request_id in (
        select id from requests where desk_digits = ${number} union select record_id from numbers_given_twice where desk_digits = ${number}
        union select id from requests where replace(grc_number, '-', '') = ${number})`.execute(db);
    found.set(number, rows.map((row) => row.citizen_id));
  }
  return found;
}

/** A piece of the line, or a person whom a request of that number names. */
function fitsLine(fragment: Fragment, numbered: Numbered): RawBuilder<boolean> {
  const texts = [...new Set(fragment.needles.filter(({ column }) => column !== columns.numbers).map(({ text }) => text))];
  const lines = texts.map((text) => sql<boolean>`search_line like ${`%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`}`);
  const people = numbersOf(fragment).flatMap((number) => numbered.get(number) ?? []);
  const byNumber = people.length === 0 ? [] : [sql<boolean>`id in (${sql.join(people)})`];
  const either = [...lines, ...byNumber];
  return either.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(either, sql` or `)})`;
}

/** `saint-just` is two words of one part. */
function matchesOf(fragments: readonly Fragment[], row: Row): CitizenMatch['matches'] {
  const matches = fragments.map((fragment) => ({ part: fragment.typed, reason: reasonOf(fragment, row) }));
  return matches.filter(({ part, reason }, place) => matches.findIndex((other) => other.part === part && other.reason === reason) === place);
}

function reasonOf({ needles, word }: Fragment, { body, search_line: line }: Row): MatchReason {
  if (word !== undefined) {
    const begins = (name: string | undefined): boolean => foldWords(name ?? '').some((one) => one.startsWith(word));
    if (begins(body.birthName)) return 'birth-name';
    if (begins(body.usedName)) return 'used-name';
    if (begins(body.firstNames)) return 'first-name';
  }
  const found = needles.find(({ text }) => line.includes(text));
  return found === undefined ? (word === undefined ? 'request-number' : 'similar-name') : reasonOfColumn(found);
}

function reasonOfColumn({ column }: Needle): MatchReason {
  if (column === columns.birth) return 'birth-date';
  return column === columns.phones ? 'phone' : column === columns.emails ? 'email' : 'birth-name';
}
