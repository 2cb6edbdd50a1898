import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import type { AxeResults } from 'axe-core';
import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { test } from './desk-fixture.ts';
import { screens } from './screens.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function findings(page: Page): Promise<readonly string[]> {
  await page.waitForTimeout(250);
  const result = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (context: unknown, options: unknown) => Promise<AxeResults> } };
    // Frames are documents of the PDF viewer, not ours.
    return axe.run({ exclude: [['iframe']] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], iframes: false });
  });
  return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`));
}

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`axe finds nothing on any screen, ${theme}`, async ({ desk }) => {
    const { page } = desk;
    // Main's own door: the page's policy lets no script in, and must not.
    await desk.app.evaluate(({ BrowserWindow }, source) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`${source};undefined`), AXE);
    await page.evaluate((chosen) => (window as unknown as { desktop: DesktopBridge }).desktop.settings.change({ theme: chosen }), theme);
    await expect(page.locator(`html[data-theme=${theme}]`)).toBeAttached();
    const found: Record<string, readonly string[]> = {};
    for (const { name, open } of screens) {
      await open(page);
      const here = await findings(page);
      if (here.length > 0) found[name] = here;
    }
    expect(found).toEqual({});
    expect(desk.complaints).toEqual([]);
  });
}

test('at 200 % zoom nothing scrolls sideways', async ({ desk }) => {
  const { page } = desk;
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
  const wide: Record<string, number> = {};
  for (const { name, open } of screens) {
    await open(page);
    await page.waitForTimeout(150);
    const over = await page.evaluate(() => {
      const scrollers = [document.documentElement, ...document.querySelectorAll('.app, .shell-main, .desk-card-page')];
      return Math.max(...scrollers.map((element) => element.scrollWidth - element.clientWidth));
    });
    if (over > 0) wide[name] = over;
  }
  expect(wide).toEqual({});
});
