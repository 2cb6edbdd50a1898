import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import type { RunningDesk } from './desk.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** By main's own door: the page's policy lets no script in, and must not. */
export async function bringAxe(desk: RunningDesk): Promise<void> {
  await desk.app.evaluate(({ BrowserWindow }, source) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`${source};undefined`), AXE);
}

/** What axe finds on the screen as it is now. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.waitForTimeout(250);
  const result = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (context: unknown, options: unknown) => Promise<AxeResults> } };
    // Frames are documents of the PDF viewer, not ours.
    return axe.run({ exclude: [['iframe']] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], iframes: false });
  });
  return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`));
}

/** By how many pixels anything that scrolls is wider than its place. */
export function widestOverflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const scrollers = [document.documentElement, ...document.querySelectorAll('.app, .shell-main, .desk-card-page')];
    return Math.max(...scrollers.map((element) => element.scrollWidth - element.clientWidth));
  });
}
