import { DEMO_CLERKS } from '#electron/embedded-grc/seed/demo-town.ts';
import type { ElectronLaunch } from '#build/electron-launch.ts';
import { startBareElectron, type BareElectron } from './bare-electron.ts';
import type { DebuggedPage } from './debugged-page.ts';

/** Milliseconds of each wait of an opening; the clerk's own time between them is left out. */
export type Opening = {
  /** Process asked for, to the list of clerks painted. */
  readonly launchMs: number;
  /** Enter after the PIN, to the person finder painted with the focus in it. */
  readonly signInMs: number;
  /** First key in the finder, to its list of persons painted. */
  readonly answerMs: number;
};

const CLERKS = '.desk-card-choice';
const PIN = 'input[type=password]:focus';
const FINDER = '[role=combobox]:focus';
const ANSWER = '[role=listbox]:not([hidden]) [role=option]';

/** Starts an enrolled desk and goes to the first answer of the person finder, as a clerk in the morning. */
export async function openTimed(launch: ElectronLaunch, options: Parameters<typeof startBareElectron>[1]): Promise<{ readonly electron: BareElectron; readonly opening: Opening }> {
  const electron = await startBareElectron(launch, options);
  const { page } = electron;
  const launchMs = (await page.evaluate(painted, CLERKS)) - electron.spawnedAt;
  await page.press('Enter');
  await page.evaluate(painted, PIN);
  await page.type(DEMO_CLERKS[0]?.pin ?? '');
  const signInMs = await sinceKey(page, FINDER, () => page.press('Enter'));
  const answerMs = await sinceKey(page, ANSWER, () => page.type('m'));
  return { electron, opening: { launchMs, signInMs, answerMs } };
}

async function sinceKey(page: DebuggedPage, selector: string, strike: () => Promise<void>): Promise<number> {
  await page.evaluate(noteNextKey, null);
  await strike();
  return (await page.evaluate(painted, selector)) - (await page.evaluate(notedKey, null));
}

/** Wall-clock milliseconds after the first paint that has the selected element; runs in the page. */
export function painted(selector: string): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (document.querySelector(selector) === null) return;
      observer.disconnect();
      removeEventListener('focusin', look);
      requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, attributes: true });
    addEventListener('focusin', look);
    look();
  });
}

type Noting = { notedKey?: number };

function noteNextKey(): void {
  const note = ({ timeStamp }: KeyboardEvent): void => void ((window as Noting).notedKey = performance.timeOrigin + timeStamp);
  addEventListener('keydown', note, { capture: true, once: true });
}

function notedKey(): number {
  return (window as Noting).notedKey ?? NaN;
}
