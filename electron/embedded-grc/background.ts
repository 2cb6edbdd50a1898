import type { Grc } from './context.ts';
import { giveNumbers } from './requests/give-numbers.ts';

/** What a server does by itself, beside answering. */
export type Background = {
  /** Resolves once what was under way has ended. */
  readonly stop: () => Promise<void>;
};

/** Resolves to the milliseconds until its next turn. */
type Step = { readonly name: string; readonly run: (grc: Grc) => Promise<number> };

const STEPS: readonly Step[] = [{ name: 'give-numbers', run: giveNumbers }];
const AFTER_FAILURE_MS = 5000;

/** Each step runs alone, again and again; one that fails is told of and comes again. */
export function startBackground(grc: Grc, onError: (step: string, cause: unknown) => void): Background {
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let stopped = false;
  const turn = async (step: Step): Promise<void> => {
    const pauseMs = await step.run(grc).catch((cause: unknown) => {
      onError(step.name, cause);
      return AFTER_FAILURE_MS;
    });
    if (!stopped) timers.set(step.name, setTimeout(start, pauseMs, step).unref());
  };
  const start = (step: Step): void => {
    const ended = turn(step).finally(() => running.delete(ended));
    running.add(ended);
  };
  STEPS.forEach(start);
  return {
    stop: async () => {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running);
    },
  };
}
