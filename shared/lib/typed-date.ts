const DAY_MS = 86_400_000;

/**
 * The day that a clerk typed, relative to today (both `YYYY-MM-DD`): `jjmm`, `jjmmaa`, `jjmmaaaa` with or without
 * separators, `-3` (three days ago), `+2`. A two-digit year is past (`past`: births) or at most twenty years ahead
 * (`near`). Undefined when it is no day of the calendar.
 */
export function typedDate(typed: string, today: string, lean: 'past' | 'near' = 'near'): string | undefined {
  const text = typed.trim();
  if (/^[+-]\d{1,3}$/.test(text)) return addDays(today, Number(text));
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return calendarDay(text.slice(0, 4), text.slice(5, 7), text.slice(8));
  const parts = /^(\d{1,2})[\s./-](\d{1,2})(?:[\s./-](\d{2}|\d{4}))?$/.exec(text) ?? /^(\d{2})(\d{2})(\d{2}|\d{4})?$/.exec(text);
  if (parts === null) return undefined;
  const [, day = '', month = '', year] = parts;
  return calendarDay(fullYear(year, today, lean), month, day);
}

function fullYear(typed: string | undefined, today: string, lean: 'past' | 'near'): string {
  if (typed === undefined) return today.slice(0, 4);
  if (typed.length === 4) return typed;
  const thisYear = Number(today.slice(0, 4));
  const inCentury = Math.floor(thisYear / 100) * 100 + Number(typed);
  // A birth is past; a date of the file lies within the next twenty years at most.
  const latest = lean === 'past' ? thisYear : thisYear + 20;
  return String(inCentury > latest ? inCentury - 100 : inCentury);
}

function calendarDay(year: string, month: string, day: string): string | undefined {
  const iso = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = Date.parse(`${iso}T00:00:00Z`);
  if (Number.isNaN(instant)) return undefined;
  return isoOf(instant) === iso ? iso : undefined;
}

function addDays(today: string, days: number): string {
  return isoOf(Date.parse(`${today}T00:00:00Z`) + days * DAY_MS);
}

/** The UTC day of an instant, by the civil calendar of Howard Hinnant's algorithm: no Date object in shared code. */
function isoOf(instantMs: number): string {
  const z = Math.floor(instantMs / DAY_MS) + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
