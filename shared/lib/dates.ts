import { z } from 'zod';

/** A calendar day `YYYY-MM-DD`; rules never take instants. */
export const isoDaySchema = z.iso.date();
/** An instant, RFC 3339 with offset or Z. */
export const instantSchema = z.iso.datetime({ offset: true });

/** A formatter takes 0.1 ms to make; a process meets one zone or two. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function dayIn(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formatters.set(zone, made);
  return made;
}

/** The calendar day of an instant (ms since 1970) in an IANA zone: the day the town lives in. */
export function localDay(instantMs: number, zone: string): string {
  const parts = dayIn(zone).formatToParts(instantMs);
  const pick = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${pick('year').padStart(4, '0')}-${pick('month')}-${pick('day')}`;
}
