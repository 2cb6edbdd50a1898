import { formatDeskNumber } from './desk-number.ts';

/** More numbers than a desk gives in a day: a range beyond it is a mistake, not a day. */
export const MOST_NUMBERS_OF_A_DAY = 5000;

/** The numbers from first to last that nobody holds; undefined when the two are no range of one desk and year. */
export function numberGaps(first: string, last: string, held: ReadonlySet<string>): readonly string[] | undefined {
  const [from, to] = [first.split('-'), last.split('-')];
  const [year = '', site = '', desk = '', begin = ''] = from;
  const [start, end] = [Number(begin), Number(to[3])];
  if (from.slice(0, 3).join() !== to.slice(0, 3).join() || !(end >= start) || end - start >= MOST_NUMBERS_OF_A_DAY) return undefined;
  return Array.from({ length: end - start + 1 }, (_, offset) => formatDeskNumber({ year: Number(year), site, desk, sequence: start + offset })).filter((number) => !held.has(number));
}
