const DAY_MS = 86_400_000;
/** A desk may be cut off for holidays; a clock that has run further than this alone is taken for wrong. */
const LONGEST_ALONE_MS = 31 * DAY_MS;

/** The GRC's clock and ours, as read together at the last contact. */
export type ClockReading = { readonly serverMs: number; readonly wallMs: number };

/**
 * Whether a number may be given at this time of our clock: it carries the year, and is never taken back. Refused when
 * the clock stands more than a day before the last known time of the GRC, was more than a day off at the last contact,
 * or has run on alone for longer than any closing.
 */
export function clockIsOff(nowMs: number, last: ClockReading | undefined): boolean {
  if (last === undefined) return false;
  return nowMs < last.serverMs - DAY_MS || Math.abs(last.wallMs - last.serverMs) > DAY_MS || nowMs > last.serverMs + LONGEST_ALONE_MS;
}
