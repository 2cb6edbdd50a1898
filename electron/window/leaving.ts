import type { Unsent } from '#shared/contracts/ipc/leaving.ts';

/** Past this nobody is at the desk, or the page can't show the question: all is in the journal, so it closes. */
export const ANSWER_WITHIN_MS = 60_000;

export type LeavingPorts = {
  /** Shows the question. */
  readonly ask: (unsent: Unsent) => void;
  readonly close: () => void;
  /** Answers what cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
};

export type Leaving = {
  readonly tell: (unsent: Unsent) => void;
  /** Asked before the window closes: false when a clerk is to answer first. */
  readonly mayClose: () => boolean;
  readonly answer: (answer: 'close' | 'stay') => void;
  /** The machine shuts down: no question. */
  readonly closeAnyway: () => void;
};

/** Closing with unsent work says so and lets the clerk choose; it never holds the desk open for ever. */
export function createLeaving({ ask, close, after }: LeavingPorts): Leaving {
  let unsent: Unsent = { waiting: 0, toHandle: 0 };
  let free = false;
  let cancel: (() => void) | undefined;

  const settle = (closes: boolean): void => {
    if (cancel === undefined) return;
    cancel();
    cancel = undefined;
    free = closes;
    if (closes) close();
  };
  return {
    tell: (next) => {
      unsent = next;
    },
    mayClose: () => {
      if (free || unsent.waiting + unsent.toHandle === 0) return true;
      cancel ??= after(ANSWER_WITHIN_MS, () => settle(true));
      ask(unsent);
      return false;
    },
    answer: (given) => settle(given === 'close'),
    closeAnyway: () => {
      free = true;
    },
  };
}
