/** What the GRC's answers tell of this machine's clock. It orders nothing: it is said, and it is the calendar of what leaves. */
export type ServerClock = {
  readonly heard: (serverMs: number, wallMs: number) => void;
  /** The GRC's own day, `YYYY-MM-DD` in UTC; undefined before any answer. */
  readonly day: (wallMs: number) => string | undefined;
};

const WORTH_SAYING_MS = 30_000;

/** `onSkew`: milliseconds that this clock is ahead of the GRC's, each time that it changes by half a minute. */
export function createServerClock(onSkew: (skewMs: number) => void): ServerClock {
  let skew: number | undefined;
  let said = 0;
  return {
    heard: (serverMs, wallMs) => {
      skew = wallMs - serverMs;
      if (Math.abs(skew - said) < WORTH_SAYING_MS) return;
      said = skew;
      onSkew(skew);
    },
    day: (wallMs) => (skew === undefined ? undefined : new Date(wallMs - skew).toISOString().slice(0, 10)),
  };
}
