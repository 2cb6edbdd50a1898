const CAP_MS = 5 * 60_000;
const FIRST_MS = 1000;

/**
 * Full jitter: a random wait up to 1 s × 2ⁿ, at most 5 min, and never before what the server asked for (at most 1 h).
 * `failures` counts from 1; `random` is in [0, 1).
 */
export function backOff(failures: number, random: number, retryAfterMs: number | null = null): number {
  const ceiling = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(30, Math.max(0, failures - 1)));
  const jitter = Math.round(random * ceiling);
  return retryAfterMs === null ? jitter : Math.min(60 * 60_000, Math.max(0, retryAfterMs)) + jitter;
}

/** `Retry-After` in milliseconds: seconds, or an HTTP date seen from `now` (milliseconds since 1970). */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
