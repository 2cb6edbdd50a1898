import type { Unsent } from '#shared/contracts/ipc/leaving.ts';

/** Past this nobody is at the desk, or the page can't show the question: all is in the journal, so it closes. */
export const ANSWER_WITHIN_MS = 60_000;
/** For the page to look, where nothing is known to be unsent. */
export const LOOK_WITHIN_MS = 5000;

export type LeavingPorts = {
  /** Has the page look what is unsent now; it answers by itself when there is nothing, else it shows the question. */
  readonly ask: (unsent: Unsent) => void;
  readonly close: () => void;
  /** Answers what cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
};

export type Leaving = {
  readonly tell: (unsent: Unsent) => void;
  /** Asked before the window closes: false when the page, or a clerk, is to answer first. */
  readonly mayClose: () => boolean;
  readonly answer: (answer: 'close' | 'stay') => void;
  /** The machine shuts down: no question. */
  readonly closeAnyway: () => void;
};

/** Closing with unsent work says so and lets the clerk choose; it never holds the desk open for ever. */
export function createLeaving({ ask, close, after }: LeavingPorts): Leaving {
  let unsent: Unsent | undefined;
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
      // A desk that is not open has nobody to ask.
      if (free || unsent === undefined) return true;
      cancel ??= after(unsent.waiting + unsent.toHandle === 0 ? LOOK_WITHIN_MS : ANSWER_WITHIN_MS, () => settle(true));
      ask(unsent);
      return false;
    },
    answer: (given) => settle(given === 'close'),
    closeAnyway: () => {
      free = true;
    },
  };
}
