import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { openSaneBench, type SaneBench } from '#electron/scanning/testing/sane-bench.ts';
import { beginVisit, countedKeyboard, openDesk, pickProcedure, type Keyboard } from '#tests/harness/clerk.ts';
import { launchDesk, type RunningDesk } from '#tests/harness/desk.ts';
import { test as base } from './desk-fixture.ts';

type Scans = {
  readonly sane: SaneBench;
  /** Where the copier writes. */
  readonly copier: string;
  readonly open: (options?: { readonly again?: boolean; readonly failpoint?: string }) => Promise<RunningDesk>;
};

/** A desk with SANE's test backend and a copier's folder; each test writes what the scanner will do. */
export const test = base.extend<Scans>({
  sane: async ({}, use) => {
    const sane = openSaneBench();
    await use(sane);
    sane.close();
  },
  copier: async ({ userData }, use) => {
    const folder = path.join(userData, '..', `${path.basename(userData)}-copieur`);
    mkdirSync(folder);
    await use(folder);
  },
  open: async ({ launch, grc, userData, sane, copier }, use) => {
    const opened: RunningDesk[] = [];
    await use(async ({ again = false, failpoint } = {}) => {
      const desk = await launchDesk(launch, {
        userData,
        ...(!again && { settings: { grc: { kind: 'remote', url: grc.url }, scanFolder: copier } }),
        env: {
          ...sane.scanimage.env,
          PLAINPIED_TRIAL_REMOTE: '1',
          // Where the app keeps the sheet between the driver and itself.
          XDG_RUNTIME_DIR: sane.scratch,
          PATH: `${sane.bin}:${process.env['PATH'] ?? ''}`,
          ...(failpoint !== undefined && { PLAINPIED_FAILPOINT: failpoint }),
        },
      });
      opened.push(desk);
      await openDesk(desk.page, again ? {} : { enrolmentCode: grc.enrolmentCode });
      await desk.page.getByText('À jour').waitFor({ timeout: 90_000 });
      return desk;
    });
    for (const desk of opened) await desk.close().catch(() => undefined);
  },
});

/** A visit whose documents are asked for, the focus on the first of them. */
export async function visitWithDocuments(page: Page): Promise<Keyboard> {
  const keys = countedKeyboard(page);
  await beginVisit(page, keys, 'zoe.martin@exemple');
  await pickProcedure(page, keys, 'station');
  await keys.type('AB-123-CD');
  await keys.press('Tab');
  await keys.press('Space');
  return keys;
}

export async function chooseDevice(page: Page, name: RegExp | string): Promise<void> {
  const device = page.getByLabel('Numériseur');
  await device.waitFor();
  const options = await device.locator('option').allTextContents();
  const wanted = options.find((option) => (typeof name === 'string' ? option === name : name.test(option)));
  await device.selectOption({ label: wanted ?? '' });
}

export const pages = (page: Page): Locator => page.locator('.scan-page');
export const lookedAt = (page: Page): Locator => page.locator('.scan-page img');
