import { createLogger } from '#electron/diagnostics/log.ts';
import type { Standing } from './grc-account.ts';
import type { Clock } from './ports.ts';

const log = createLogger('presence');
const EVERY_MS = 15 * 60_000;
const AGAIN_MS = 60_000;
/** The desk speaks with its GRC every minute: a longer silence was a cut, a sleep, or a machine put back to an earlier state. */
const SILENCE_MS = 3 * 60_000;

/** When the desk shows itself to its GRC: at a start, every quarter of an hour, and after a silence. */
export type Presence = {
  /** One at a time: whoever asks meanwhile hears the same. */
  readonly show: () => Promise<Standing>;
  /** The GRC answered something, so it can be reached. */
  readonly contact: () => void;
  /** Something the GRC said makes it doubtful that it knows this desk. */
  readonly doubt: () => void;
  /** Resolves when none is under way. */
  readonly settled: () => Promise<unknown>;
};

export function createPresence(present: () => Promise<Standing>, onStanding: (standing: Standing) => void, clock: Clock): Presence {
  let running: Promise<Standing> | undefined;
  let shownAt = Number.NEGATIVE_INFINITY;
  let last: Standing | undefined;
  let heardAt = clock.now();

  function show(): Promise<Standing> {
    shownAt = clock.now();
    running ??= present().catch(noDisk).then((standing) => {
      last = standing;
      running = undefined;
      onStanding(standing);
      return standing;
    });
    return running;
  }

  const waitMs = (): number => (last === undefined ? 0 : last === 'known' ? EVERY_MS : AGAIN_MS);
  const since = (at: number): number => Math.abs(clock.now() - at);
  return {
    show,
    contact: () => {
      const silent = since(heardAt) >= SILENCE_MS;
      heardAt = clock.now();
      if (running === undefined && (silent || since(shownAt) >= waitMs())) void show();
    },
    doubt: () => {
      // Known a moment ago, and refused now: that is news.
      if (running === undefined && (last === 'known' || since(shownAt) >= AGAIN_MS)) void show();
    },
    settled: () => Promise.resolve(running),
  };
}

/** What is shown next could not be kept: it is not shown. */
function noDisk(cause: unknown): Standing {
  log.error('not shown', { cause });
  return 'not-heard';
}
