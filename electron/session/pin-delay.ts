/** Wrong PINs in a row for one clerk, kept over restarts. Times are milliseconds since 1970. */
export type PinErrors = { readonly count: number; readonly blockedUntil: number };

export const NO_ERRORS: PinErrors = { count: 0, blockedUntil: 0 };

const FREE_ERRORS = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** How long before another try: 30 s after the fifth wrong PIN, twice as long after each more, 15 min at most. */
export function waitAfter(count: number): number {
  if (count < FREE_ERRORS) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (count - FREE_ERRORS));
}

export function afterWrongPin(errors: PinErrors, now: number): PinErrors {
  const count = errors.count + 1;
  return { count, blockedUntil: now + waitAfter(count) };
}

/** Milliseconds still to wait. A clock set back never makes the wait longer than the rule. */
export function remainingWait(errors: PinErrors, now: number): number {
  return Math.min(waitAfter(errors.count), Math.max(0, errors.blockedUntil - now));
}
