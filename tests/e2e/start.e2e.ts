import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { prepareElectron } from '#build/electron-launch.ts';
import { launchDesk } from '#tests/harness/desk.ts';

test('the first start asks which GRC the desk works with, under the whole content policy', async () => {
  const launch = await prepareElectron('tests');
  const userData = mkdtempSync(path.join(tmpdir(), 'plainpied-e2e-'));
  const desk = await launchDesk(launch, { userData });
  try {
    await expect(desk.page.locator('h1')).toBeVisible();
    expect(await desk.page.evaluate(() => ({ node: 'process' in window, bridge: Object.keys((window as unknown as { desktop: object }).desktop).sort() }))).toEqual({
      node: false,
      bridge: ['journal', 'printing', 'scanning', 'session', 'settings'],
    });
    expect(desk.complaints).toEqual([]);
  } finally {
    await desk.close();
    launch.close();
    rmSync(userData, { recursive: true, force: true });
  }
});
