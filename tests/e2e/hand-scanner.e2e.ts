import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import { beginVisit, countedKeyboard, pickProcedure, recordedNumber } from '#tests/harness/clerk.ts';
import { scanInto, type HandScanner } from '#tests/harness/hand-scanner.ts';
import { test } from './desk-fixture.ts';
import { openFinder, screens } from './screens.ts';

const FOREIGN = '3760123456784';
const HALF_TYPED = 'du';

/** Text, choices and focus of everything a clerk may have filled. */
function filled(page: Page): Promise<unknown> {
  return page.evaluate(() => ({
    focus: document.activeElement?.id,
    fields: [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input:not([type=file]), textarea')].map((field) =>
      field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type) ? field.checked : field.value,
    ),
  }));
}

/** A request of somebody whom no screen of the list shows. */
async function recordRequest(page: Page): Promise<{ readonly number: string; readonly path: string }> {
  const keys = countedKeyboard(page);
  await beginVisit(page, keys, 'ber');
  await pickProcedure(page, keys, 'propret');
  await keys.type('rue du Puits');
  await keys.press('Tab');
  await keys.press('Space');
  await keys.press('F9');
  const number = await recordedNumber(page);
  await openFinder(page);
  await page.getByRole('combobox').fill(number);
  await page.locator('[role=option]').first().waitFor();
  await page.waitForTimeout(200);
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'Renseignements' }).waitFor();
  return { number, path: await page.evaluate(() => location.hash) };
}

/** Scanners as they come (US), with Caps Lock on or off, and such as are set for French PCs. */
const SCANNERS: readonly HandScanner[] = [1, 15].flatMap((everyMs) => [
  { everyMs, capsLock: false, scanner: 'us', pc: 'french' } as const,
  { everyMs, capsLock: true, scanner: 'us', pc: 'french' } as const,
  { everyMs, capsLock: everyMs === 15, scanner: 'french', pc: 'french' } as const,
]);

function nameOf({ everyMs, scanner, capsLock }: HandScanner): string {
  return `${everyMs} ms a key on AZERTY${scanner === 'french' ? ', set for French' : ''}${capsLock ? ', Caps Lock on' : ''}`;
}

test('on every screen a foreign code of any scanner is said to be so, and what was half typed stays', async ({ desk }) => {
  test.setTimeout(400_000);
  const { page } = desk;
  const spoilt: Record<string, unknown> = {};
  const typedOn: string[] = [];
  for (const { name: screen, open } of screens) {
    await open(page);
    const typing = await page.evaluate(() => document.activeElement instanceof HTMLInputElement && ['text', 'search', 'password'].includes(document.activeElement.type));
    if (typing) {
      typedOn.push(screen);
      await page.keyboard.type(HALF_TYPED, { delay: 120 });
    }
    await page.waitForTimeout(200);
    // A scan closes these: what is behind them is seen on the other screens.
    const passing = ['raccourcis', 'commandes', 'caméra'].includes(screen);
    for (const scanner of passing ? SCANNERS.slice(0, 1) : SCANNERS) {
      const before = await filled(page);
      await scanInto(page, FOREIGN, scanner);
      const said = page.locator('.scan-notice').getByText(screen === 'verrouillé' ? 'Le poste n’est pas ouvert' : `Ce code n’est pas de la mairie : « ${FOREIGN} ».`);
      const heard = await said.waitFor({ timeout: 5000 }).then(() => true, () => false);
      const after = passing ? before : await filled(page);
      // Each scan is to say it anew.
      await page.locator('.scan-notice').getByRole('button', { name: 'Fermer' }).click();
      if (!heard || JSON.stringify(after) !== JSON.stringify(before)) spoilt[`${screen}, ${nameOf(scanner)}`] = { heard, before, after };
    }
  }
  expect(spoilt).toEqual({});
  expect(typedOn).toEqual(expect.arrayContaining(['accueil', 'chercher, liste ouverte', 'demande, vide', 'demande, remplie, avec une erreur', 'nouvel usager', 'commandes', 'verrouillé']));
  expect(desk.complaints).toEqual([]);
});

// Each scan leaves its screen, so that not every pair of scanner and screen is tried: every screen is, and every scanner.
test('our number opens its request from every screen, or is offered where typing would be lost', async ({ desk }) => {
  test.setTimeout(300_000);
  const { page } = desk;
  const { number, path } = await recordRequest(page);
  const elsewhere: Record<string, string> = {};
  for (const [at, { name: screen, open }] of screens.filter(({ name }) => name !== 'verrouillé').entries()) {
    const scanner = SCANNERS[at % SCANNERS.length] as HandScanner;
    await open(page);
    const unsaved = (await page.locator('[data-unsaved]').count()) > 0;
    await scanInto(page, number, scanner);
    if (unsaved) await page.locator('.scan-notice').getByRole('button', { name: 'Ouvrir la demande' }).click();
    const opened = await page.waitForFunction((hash) => location.hash === hash, path, { timeout: 5000 }).then(() => true, () => false);
    if (!opened) elsewhere[`${screen}, ${nameOf(scanner)}`] = await page.evaluate(() => `${location.hash} ${document.querySelector('.scan-notice')?.textContent ?? ''}`);
  }
  expect(elsewhere).toEqual({});
  expect(desk.complaints).toEqual([]);
});

test('a number whose key is wrong opens nothing and says what to do', async ({ desk }) => {
  const { page } = desk;
  const said: string[] = [];
  for (const wrong of ['26-014-03-000427-21', 'RK123456789FR']) {
    await page.keyboard.press('Alt+Digit6');
    await scanInto(page, wrong, { everyMs: 15, capsLock: false, scanner: 'us', pc: 'french' });
    await page.locator('.scan-notice').getByText('sa clé est fausse', { exact: false }).waitFor();
    said.push(`${await page.evaluate(() => location.hash)} ${(await page.locator('.scan-notice p').textContent()) ?? ''}`);
    await page.locator('.scan-notice').getByRole('button', { name: 'Fermer' }).click();
  }
  expect(said).toEqual([
    '#/poste Ce numéro de demande est mal lu ou mal imprimé, sa clé est fausse : scannez-le encore, ou tapez-le dans Chercher (F3).',
    '#/poste Ce numéro postal est mal lu ou mal imprimé, sa clé est fausse : scannez-le encore, ou tapez-le.',
  ]);
});
