/** Milliseconds before the nth restart in a row: 1 s, then twice as long, one minute at most. */
export function restartDelay(deaths: number): number {
  return Math.min(60_000, 1_000 * 2 ** Math.max(0, deaths - 1));
}
