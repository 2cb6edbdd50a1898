import { foldLetters, foldWords } from './fold.ts';

/** One fragment of what a clerk typed: a person fits when the line holds any of its needles. */
export type Fragment = { readonly needles: readonly string[]; /** Set for a part of a name: may hold one typo. */ readonly word?: string };

const DATE = /(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)/g;
const ISO = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g;
/** A telephone number, or a request number: at least three groups of digits. */
const GROUPS = /(?:\+|\b00)?\d+(?:[ .-]\d+){2,}/g;

/** Reads a query: names in any order, birth year or French date, phone, e-mail, request number; all must fit. */
export function readQuery(typed: string): readonly Fragment[] {
  const fragments: Fragment[] = [];
  const take = (pattern: RegExp, text: string, read: (...groups: string[]) => Fragment) =>
    text.replace(pattern, (...match: unknown[]) => {
      fragments.push(read(...match.filter((group): group is string => typeof group === 'string')));
      return ' ';
    });
  let rest = typed;
  rest = take(ISO, rest, (_all, year = '', month = '', day = '') => ({ needles: [`#${year}${month}${day}`] }));
  rest = take(DATE, rest, (_all, day = '', month = '', year = '') => ({ needles: births(day, month, year) }));
  rest = take(GROUPS, rest, (all) => ({ needles: digitNeedles(all.replace(/[^\d+]/g, '')) }));
  for (const token of rest.split(/\s+/).filter((part) => part !== '')) {
    if (/^\+?\d+$/.test(token)) fragments.push({ needles: digitNeedles(token) });
    else if (token.includes('@')) fragments.push({ needles: [foldLetters(token)] });
    else if (/\d/.test(token)) fragments.push({ needles: [`=${token.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()}`, `<${foldLetters(token)}`] });
    else for (const word of foldWords(token)) fragments.push({ needles: word.length > 3 ? [` ${word}`, `<${word}`] : [` ${word}`], word });
  }
  return fragments;
}

function births(day: string, month: string, year: string): readonly string[] {
  const years = year.length === 4 ? [year] : [`19${year}`, `20${year}`];
  return years.map((full) => `#${full}${month.padStart(2, '0')}${day.padStart(2, '0')}`);
}

/** What digits alone may be: a year, a date, the beginning or the end of a phone or of a number. */
function digitNeedles(digits: string): readonly string[] {
  const bare = digits.replace(/^(\+|00)/, '');
  const national = digits !== bare && bare.startsWith('33') ? `0${bare.slice(2).replace(/^0/, '')}` : bare;
  if (bare.length < 2) return [`*${bare}`];
  if (bare.length === 2) return [`~${bare}`];
  const needles = [`*${national}`, `${national};`, `=${bare}`, `${bare}!`];
  if (bare.length === 4) needles.unshift(`#${bare}`);
  if (bare.length === 6) needles.push(...births(bare.slice(0, 2), bare.slice(2, 4), bare.slice(4)));
  if (bare.length === 8) needles.push(...births(bare.slice(0, 2), bare.slice(2, 4), bare.slice(4)));
  // « le numéro 123 » of a desk number is its sequence, before the two digits of the key.
  return needles;
}
