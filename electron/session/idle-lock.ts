/** What tells that nobody is there any more. */
export type IdleSource = {
  /** Seconds without input on this machine, as the system counts them. */
  readonly systemIdleSeconds: () => number;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
};

export type IdleLock = {
  /** Something was typed or clicked in our window. */
  readonly touch: () => void;
  /** Called every few seconds; locks when both we and the system saw nothing for long enough. */
  readonly check: () => void;
};

/** Locks after `minutes` without input. Input in our own window counts even where the system reports none (a virtual screen). */
export function createIdleLock(source: IdleSource, minutes: () => number, lock: () => void): IdleLock {
  let touchedAt = source.now();
  return {
    touch: () => {
      touchedAt = source.now();
    },
    check: () => {
      const idleSeconds = Math.min(source.systemIdleSeconds(), (source.now() - touchedAt) / 1000);
      if (idleSeconds >= minutes() * 60) lock();
    },
  };
}
