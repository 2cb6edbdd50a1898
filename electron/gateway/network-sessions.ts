/** Which of Chromium's sessions calls leave by; each keeps what it found of certificates, and nothing else that lasts. */
export type NetworkSessions = {
  /** Name of the partition in memory that a call takes now. */
  readonly partition: () => string;
  /** A certificate was refused: a later call has it looked at afresh, since its authority may have been installed meanwhile. */
  readonly refused: () => void;
};

/** Chromium keeps a verdict that long in a session, and nothing but another session forgets it (tried on Electron 25). */
const VERDICT_KEPT_MS = 30 * 60_000;
const RENEW_EVERY_MS = 30_000;
/** Taken in turns: when the first comes again, its verdict is too old to count, so that a long failure makes no more of them. */
const SESSIONS = VERDICT_KEPT_MS / RENEW_EVERY_MS + 2;

/** `monotonic`: milliseconds that never step back. */
export function createNetworkSessions(monotonic: () => number): NetworkSessions {
  let place = 0;
  let begunAt = Number.NEGATIVE_INFINITY;
  let refused = false;
  return {
    partition: () => {
      if (refused && monotonic() - begunAt >= RENEW_EVERY_MS) {
        place = (place + 1) % SESSIONS;
        begunAt = monotonic();
        refused = false;
      }
      return `grc-${place}`;
    },
    refused: () => {
      refused = true;
    },
  };
}
