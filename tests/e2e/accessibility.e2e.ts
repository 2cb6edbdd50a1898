import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { axeFindings, bringAxe, widestOverflow } from '#tests/harness/axe.ts';
import { beginVisit, countedKeyboard, pickProcedure, recordedNumber } from '#tests/harness/clerk.ts';
import { test } from './desk-fixture.ts';

/** Each screen as a clerk reaches it, lists open too. */
const screens: readonly { readonly name: string; readonly open: (page: Page) => Promise<void> }[] = [
  { name: 'accueil', open: (page) => page.keyboard.press('Alt+Digit1') },
  {
    name: 'chercher, liste ouverte',
    open: async (page) => {
      await page.keyboard.press('F3');
      await page.getByRole('combobox').fill('mar');
      await page.locator('[role=option]').first().waitFor();
    },
  },
  {
    name: 'usager',
    open: async (page) => {
      await page.keyboard.press('F3');
      await page.getByRole('combobox').fill('zoe.martin@exemple');
      await page.locator('[role=option]').first().waitFor();
      await page.waitForTimeout(200);
      await page.keyboard.press('Enter');
      await page.locator('.request-row').first().waitFor();
    },
  },
  {
    name: 'dossier',
    open: async (page) => {
      await page.locator('.request-row').first().click();
      await page.getByRole('heading', { name: 'Renseignements' }).waitFor();
    },
  },
  { name: 'demande, vide', open: (page) => beginVisit(page, countedKeyboard(page), '') },
  {
    name: 'demande, remplie, avec une erreur',
    open: async (page) => {
      const keys = countedKeyboard(page);
      await beginVisit(page, keys, 'mar zo 84');
      await pickProcedure(page, keys, 'stationn');
      await page.keyboard.press('F9');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'nouvel usager',
    open: async (page) => {
      await beginVisit(page, countedKeyboard(page), '');
      await page.keyboard.press('Insert');
      await page.getByLabel('Nom de naissance').waitFor();
    },
  },
  {
    name: 'récépissé',
    open: async (page) => {
      const keys = countedKeyboard(page);
      await beginVisit(page, keys, 'mar zo 84');
      await pickProcedure(page, keys, 'propret');
      await keys.type('rue du Puits');
      await keys.press('Tab');
      await keys.press('Space');
      await keys.press('F9');
      await recordedNumber(page);
    },
  },
  {
    name: 'rectifier',
    open: async (page) => {
      await page.keyboard.press('F8');
      await page.getByRole('heading', { name: 'Rectification' }).waitFor();
    },
  },
  { name: 'synchro', open: (page) => page.keyboard.press('Alt+Digit4') },
  { name: 'poste', open: (page) => page.keyboard.press('Alt+Digit5') },
  { name: 'raccourcis', open: (page) => page.keyboard.press('F1') },
  {
    name: 'commandes',
    open: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'verrouillé',
    open: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+l');
      await page.getByRole('heading', { name: 'Poste verrouillé' }).waitFor();
    },
  },
];

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
