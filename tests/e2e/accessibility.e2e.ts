import { expect } from '@playwright/test';
import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { axeFindings, bringAxe, widestOverflow } from '#tests/harness/axe.ts';
import { test } from './desk-fixture.ts';
import { screens } from './screens.ts';

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`axe finds nothing on any screen, ${theme}`, async ({ desk }) => {
    const { page } = desk;
    await bringAxe(desk);
    await page.evaluate((chosen) => (window as unknown as { desktop: DesktopBridge }).desktop.settings.change({ theme: chosen }), theme);
    await expect(page.locator(`html[data-theme=${theme}]`)).toBeAttached();
    const found: Record<string, readonly string[]> = {};
    for (const { name, open } of screens) {
      await open(page);
      const here = await axeFindings(page);
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
    const over = await widestOverflow(page);
    if (over > 0) wide[name] = over;
  }
  expect(wide).toEqual({});
});
