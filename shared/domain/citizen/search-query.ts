import { foldLetters, foldWords } from './fold.ts';
import type { Needle } from './packed-table.ts';
import { bareNumber, columns, nameNeedles } from './search-line.ts';

/** One fragment of what a clerk typed: a person fits who holds any of its needles. */
export type Fragment = {
  readonly needles: readonly Needle[];
  /** Set for a part of a name: it may hold a typo. */
  readonly word?: string;
  /** The part of the query that it was read from. */
  readonly typed: string;
};

/** Three groups and no more: five are a telephone number. */
const DATE = /(?<!\d[/.-]?)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?![/.-]?\d)/g;
const ISO = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g;
/** A telephone number, or a request number: at least three groups of digits. */
const GROUPS = /(?:\+|\b00)?\d+(?:[ .-]\d+){2,}/g;

/** Reads a query: names in any order, birth year or French date, phone, e-mail, request number; all must fit. */
export function readQuery(typed: string): readonly Fragment[] {
  const fragments: Fragment[] = [];
  const take = (text: string, pattern: RegExp, read: (groups: readonly string[]) => readonly Needle[]): string => {
    for (const match of text.matchAll(pattern)) fragments.push({ needles: read(match), typed: match[0] });
    return text.replace(pattern, ' ');
  };
  let rest = take(typed, ISO, ([, year = '', month = '', day = '']) => [birth(`#${year}${month}${day}`)]);
  rest = take(rest, DATE, ([, day = '', month = '', year = '']) => births(day, month, year));
  rest = take(rest, GROUPS, ([all = '']) => digitNeedles(all.replace(/[^\d+]/g, '')));
  for (const token of rest.split(/\s+/).filter((part) => part !== '')) {
    if (/^\+?\d+$/.test(token)) fragments.push({ needles: digitNeedles(token), typed: token });
    else if (token.includes('@')) fragments.push({ needles: [{ column: columns.emails, text: foldLetters(token) }], typed: token });
    else if (/\d/.test(token)) fragments.push({ needles: [number(`=${bareNumber(token)}`), emailStart(token)], typed: token });
    else for (const word of foldWords(token)) fragments.push({ needles: word.length > 3 ? [...nameNeedles(word), emailStart(word)] : nameNeedles(word), word, typed: token });
  }
  return fragments;
}

/** What digits alone may be: a year, a date, the beginning or the end of a phone or of a number. */
function digitNeedles(digits: string): readonly Needle[] {
  const bare = digits.replace(/^(\+|00(?=\d{5}))/, '');
  if (bare.length === 2) return [birth(`~${bare}`)];
  const national = digits !== bare && bare.startsWith('33') ? `0${bare.slice(2).replace(/^0/, '')}` : bare;
  if (bare.length < 2) return [phone(`*${national}`)];
  const dates = bare.length === 6 || bare.length === 8 ? births(bare.slice(0, 2), bare.slice(2, 4), bare.slice(4)) : [];
  const year = bare.length === 4 ? [birth(`#${bare}`)] : [];
  return [...year, ...dates, phone(`*${national}`), phone(`${national};`), number(`=${bare}`), number(`${bare}!`)];
}

function births(day: string, month: string, year: string): readonly Needle[] {
  const years = year.length === 4 ? [year] : [`19${year}`, `20${year}`];
  return years.map((full) => birth(`#${full}${month.padStart(2, '0')}${day.padStart(2, '0')}`));
}

function birth(text: string): Needle {
  return { column: columns.birth, text };
}

function phone(text: string): Needle {
  return { column: columns.phones, text };
}

function number(text: string): Needle {
  return { column: columns.numbers, text };
}

function emailStart(text: string): Needle {
  return { column: columns.emails, text: `<${foldLetters(text)}` };
}
