import { readFileSync } from 'node:fs';
import type { ElectronApplication, Page } from 'playwright-core';

/**
 * The longest time, in milliseconds, for which nothing else could run on a thread. `wall` by the clock; `own` without the
 * time that the thread was ready and waited for a processor, which is the machine's fault and not the app's.
 */
export type Stall = { readonly wall: number; readonly own: number };
export type Stalls = { readonly main: Stall; readonly screen: Stall };

const EVERY_MS = 4;
const NOTED_FROM_MS = 15;
const SAMPLED_EVERY_MS = 5;

type Gap = readonly [from: number, to: number];
type Thread = { readonly pid: number; readonly waited: (readonly [at: number, ms: number])[] };

export type StallWatch = {
  /** Of the time since the last answer. */
  readonly read: () => Promise<Stalls>;
  readonly stop: () => void;
};

/** Watches main and the screen: a timer on each notes when it came late, and /proc says why (Linux). */
export async function watchStalls(app: ElectronApplication, page: Page): Promise<StallWatch> {
  const screenPid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);
  const threads = [app.process().pid ?? 0, screenPid].map((pid): Thread => ({ pid, waited: [] }));
  const sampling = setInterval(() => threads.forEach(sample), SAMPLED_EVERY_MS);
  const notes = { every: EVERY_MS, from: NOTED_FROM_MS };
  await app.evaluate((_electron, options) => {
    let last = performance.timeOrigin + performance.now();
    const gaps: [number, number][] = [];
    Object.assign(globalThis, { benchGaps: gaps });
    setInterval(() => {
      const now = performance.timeOrigin + performance.now();
      if (now - last - options.every > options.from) gaps.push([last, now]);
      last = now;
    }, options.every).unref();
  }, notes);
  await page.evaluate((options) => {
    let last = performance.timeOrigin + performance.now();
    const gaps: [number, number][] = [];
    Object.assign(window, { benchGaps: gaps });
    setInterval(() => {
      const now = performance.timeOrigin + performance.now();
      if (now - last - options.every > options.from) gaps.push([last, now]);
      last = now;
    }, options.every);
  }, notes);
  return {
    read: async () => {
      const main = await app.evaluate(() => (globalThis as unknown as { benchGaps: [number, number][] }).benchGaps.splice(0));
      const screen = await page.evaluate(() => (window as unknown as { benchGaps: [number, number][] }).benchGaps.splice(0));
      return { main: longest(main, threads[0]?.waited ?? []), screen: longest(screen, threads[1]?.waited ?? []) };
    },
    stop: () => clearInterval(sampling),
  };
}

/** Nanoseconds on a processor, nanoseconds waiting for one, slices. */
function sample({ pid, waited }: Thread): void {
  try {
    const [, waiting = '0'] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
    waited.push([performance.timeOrigin + performance.now(), Number(waiting) / 1e6]);
  } catch {
    // Gone meanwhile.
  }
}

function longest(gaps: readonly Gap[], waited: Thread['waited']): Stall {
  const walls = gaps.map(([from, to]) => to - from - EVERY_MS);
  const owns = gaps.map(([from, to], index) => Math.max(0, (walls[index] ?? 0) - (waitedAt(waited, to) - waitedAt(waited, from))));
  return { wall: Math.round(Math.max(0, ...walls)), own: Math.round(Math.max(0, ...owns)) };
}

/** Between two samples the waiting is taken to be even. */
function waitedAt(waited: Thread['waited'], at: number): number {
  const after = waited.findIndex(([sampledAt]) => sampledAt >= at);
  const [later, earlier] = [waited[after === -1 ? waited.length - 1 : after], waited[Math.max(0, (after === -1 ? waited.length : after) - 1)]];
  if (later === undefined || earlier === undefined) return 0;
  const span = later[0] - earlier[0];
  return span <= 0 ? later[1] : earlier[1] + ((later[1] - earlier[1]) * Math.min(span, Math.max(0, at - earlier[0]))) / span;
}
