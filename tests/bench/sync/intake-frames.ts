import path from 'node:path';
import type { Page } from 'playwright-core';
import { beginVisit, countedKeyboard, openDesk } from '#tests/harness/clerk.ts';
import { launchDesk, type RunningDesk } from '#tests/harness/desk.ts';
import { median, percentile, printGoal, printTable } from '../figures.ts';
import { watchStalls, type Stalls } from '../stalls.ts';
import type { BenchOptions } from './options.ts';
import { changeCitizens, type Place, type Town } from './place.ts';

const CITIZENS = 10_000;
const SETTLED_MS = 5_000;
/** The desk is told of changes as they are made, or asks for them within the minute. */
const COMES_WITHIN_MS = 90_000;
const QUIET_MS = 3_000;
const PAGE_OF_CHANGES_BYTES = 50_000;
const GOAL_MS = 50;

type Seen = { readonly frames: readonly number[]; readonly stalls: Stalls };

/** The real window on the intake screen, while 10,000 changed citizens come in from the real GRC. */
export async function measureFrames(place: Place, { quick }: BenchOptions): Promise<object> {
  const town = await place.town(CITIZENS);
  const desk = await launchDesk({ ...place.launch, args: (switches = []) => place.launch.args(switches, place.app) }, {
    userData: path.join(place.folder, 'desks', 'frames'),
    settings: { grc: { kind: 'remote', url: town.line.url } },
    env: { ...place.keyring.env, PLAINPIED_TRIAL_REMOTE: '1' },
    switches: place.keyring.switches,
  });
  try {
    await openDesk(desk.page, { enrolmentCode: town.grc.enrolmentCode });
    await desk.page.getByText('À jour').waitFor({ timeout: 180_000 });
    await beginVisit(desk.page, countedKeyboard(desk.page), '');
    await desk.page.waitForTimeout(SETTLED_MS);
    return report(await watch(desk, town, quick ? 1 : 3));
  } finally {
    await desk.close();
  }
}

async function watch(desk: RunningDesk, town: Town, rounds: number): Promise<{ readonly idle: Seen; readonly coming: readonly Seen[] }> {
  const stalls = await watchStalls(desk.app, desk.page);
  try {
    await desk.page.evaluate(noteFrames);
    await desk.page.waitForTimeout(SETTLED_MS);
    const seen = async (): Promise<Seen> => ({ frames: await framesSince(desk.page), stalls: await stalls.read() });
    const idle = await seen();
    const coming: Seen[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const phone = changeCitizens(town, CITIZENS);
      await untilReceived(town);
      coming.push(await seen());
      await search(desk.page, phone);
      await seen();
    }
    return { idle, coming };
  } finally {
    stalls.stop();
  }
}

/** Until a first page came, and then nothing more for a while: what is being kept is kept by then. */
async function untilReceived({ line }: Town): Promise<void> {
  const before = line.received();
  let last = before;
  let quietSince = Date.now();
  const limit = Date.now() + COMES_WITHIN_MS;
  while (last - before < PAGE_OF_CHANGES_BYTES || Date.now() - quietSince < QUIET_MS) {
    if (last === before && Date.now() > limit) throw new Error('no change came in');
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (line.received() - last > PAGE_OF_CHANGES_BYTES / 10) quietSince = Date.now();
    last = line.received();
  }
}

/** They have really come: the last of them is found. */
async function search(page: Page, phone: string): Promise<void> {
  const keys = countedKeyboard(page);
  await page.locator('#visit-person-input').focus();
  await keys.type(phone);
  await page.locator('#visit-person-input-list [role=option]').first().waitFor();
  await keys.press('Control+A');
  await keys.press('Delete');
  await page.waitForTimeout(SETTLED_MS);
}

function noteFrames(): void {
  const frames: number[] = [];
  Object.assign(window, { benchFrames: frames });
  let last = performance.now();
  const frame = (now: number): void => {
    frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

function framesSince(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => (window as unknown as { benchFrames: number[] }).benchFrames.splice(0));
}

function report({ idle, coming }: Awaited<ReturnType<typeof watch>>): object {
  const figures = (all: readonly Seen[]) => {
    const frames = all.flatMap((seen) => seen.frames);
    return {
      median: median(frames),
      p99: percentile(frames, 0.99),
      longest: percentile(frames, 1),
      over50: frames.filter((ms) => ms > GOAL_MS).length,
      own: Math.max(...all.map(({ stalls }) => stalls.screen.own)),
      mainOwn: Math.max(...all.map(({ stalls }) => stalls.main.own)),
    };
  };
  const [quiet, busy] = [figures([idle]), figures(coming)];
  printTable(`Intake screen while ${CITIZENS.toLocaleString('en')} changes come in: frames, ms`, [
    ['', 'median', 'p99', 'longest', 'over 50', 'screen held by the app itself', 'main held by the app itself'],
    ...Object.entries({ 'nothing comes': quiet, 'changes come': busy }).map(([when, each]) => [when, each.median, each.p99, each.longest, each.over50, each.own, each.mainOwn]),
  ]);
  console.log('  Held by the app itself: without the time that the thread waited for a processor that others on this machine had.');
  printGoal('longest time that the app held the intake screen, ms', busy.own, GOAL_MS);
  printGoal('longest frame by the clock, ms (other work on this machine counts)', Math.round(busy.longest), GOAL_MS);
  return { quiet, busy };
}
