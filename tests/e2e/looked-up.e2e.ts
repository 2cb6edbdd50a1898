import path from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import { DEMO_CLERKS } from '#electron/embedded-grc/seed/demo-town.ts';
import { beginVisit, countedKeyboard, openDesk, pickProcedure, recordedNumber, signIn, waitUntilTransmitted, type Keyboard } from '#tests/harness/clerk.ts';
import { startCutProxy } from '#tests/harness/cut-proxy.ts';
import { launchDesk } from '#tests/harness/desk.ts';
import { startGrc } from '#tests/harness/grc.ts';
import { filesHolding } from '#tests/harness/files-holding.ts';
import { test } from './desk-fixture.ts';
import { openFinder } from './screens.ts';

test.use({ grcArgs: ['--cache-scope', 'looked-up'] });
test.setTimeout(240_000);

const env = { PLAINPIED_TRIAL_REMOTE: '1' };

/** What « Poste » says that it holds of people. */
async function heldPeople(page: Page): Promise<string> {
  await page.keyboard.press('Alt+Digit6');
  const fact = page.locator('dt', { hasText: /^(Usagers consultés ici|Fiches d’usagers)$/ }).locator('xpath=following-sibling::dd[1]');
  await expect(fact).not.toHaveText('…');
  return ((await fact.textContent()) ?? '').trim();
}

/** Who is found for what is typed, once the list has nothing more to come. */
async function found(page: Page, typed: string): Promise<readonly string[]> {
  await openFinder(page);
  await page.getByRole('combobox').fill(typed);
  await expect(page.locator('.finder-empty')).not.toContainText('Recherche sur le serveur', { timeout: 15_000 });
  await page.waitForTimeout(150);
  return page.locator('[role=option] .finder-title').allTextContents();
}

async function complain(page: Page, keys: Keyboard, person: string): Promise<string> {
  await beginVisit(page, keys, person);
  await pickProcedure(page, keys, 'réclam');
  await keys.type('Bruit');
  await keys.press('Tab');
  await keys.type('La nuit');
  await keys.press('F9');
  return recordedNumber(page);
}

async function changeClerk(page: Page, which: number): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('Changer');
  await page.keyboard.press('Enter');
  const leave = page.getByRole('dialog').getByRole('button', { name: 'Changer d’agent' });
  await leave.or(page.getByRole('heading', { name: 'Qui est au guichet ?' })).first().waitFor();
  if (await leave.isVisible()) await leave.click();
  await page.getByRole('heading', { name: 'Qui est au guichet ?' }).waitFor();
  await signIn(page, which);
}

test('a desk of looked-up people holds nobody in advance; whom a clerk finds stays for them offline, not for the next clerk, and no work is lost', async ({ launch, grc, userData }) => {
  const cable = await startCutProxy(grc.url);
  const desk = await launchDesk(launch, { userData, settings: { grc: { kind: 'remote', url: cable.url } }, env });
  const { page } = desk;
  try {
    const keys = countedKeyboard(page);
    // The next clerk too is known on this desk, so that they can sign in offline.
    await openDesk(page, { enrolmentCode: grc.enrolmentCode, clerk: 1 });
    await page.getByText('À jour').waitFor({ timeout: 90_000 });
    expect(await heldPeople(page)).toBe('0');
    await changeClerk(page, 0);

    const number = await complain(page, keys, 'mar zo 84');
    await waitUntilTransmitted(page);
    expect((await grc.holdings()).requests.filter(({ deskNumber }) => deskNumber === number).map(({ applicant }) => applicant?.displayName)).toEqual(['MARTIN Zoé']);
    expect(await heldPeople(page)).toMatch(/^1, au plus tard jusqu’au \d\d\/\d\d\/\d{4}$/);

    // Somebody else, whose demande will wait for the line.
    const other = (await found(page, 'mar')).find((name) => name !== 'MARTIN Zoé') ?? '';
    await page.getByRole('option', { name: other }).first().click();
    await page.locator('.citizen').waitFor();

    cable.cut();
    expect(await found(page, 'mar zo 84')).toEqual(['MARTIN Zoé']);
    await expect(page.getByText('Hors ligne : seules les personnes déjà consultées sur ce poste')).toBeVisible();
    await expect(page.getByRole('contentinfo')).toContainText('Hors ligne');
    const waiting = await complain(page, keys, other);
    expect(await heldPeople(page)).toMatch(/^2, /);

    await changeClerk(page, 1);
    await expect(page.getByRole('heading', { level: 1, name: 'Accueil' })).toBeVisible();
    expect(await found(page, 'mar zo 84')).toEqual([]);
    expect(await found(page, other)).toEqual([other]);
    expect(await heldPeople(page)).toMatch(/^1, /);

    cable.mend();
    await expect.poll(async () => (await grc.holdings()).requests.filter(({ deskNumber }) => deskNumber === waiting).map(({ applicant }) => applicant?.displayName), { timeout: 90_000 }).toEqual([other]);
    await expect.poll(() => heldPeople(page), { timeout: 60_000 }).toBe('0');
    expect(desk.complaints).toEqual([]);
  } finally {
    await desk.close();
    await cable.close();
  }
  expect(filesHolding(userData, ['MARTIN', 'zoe.martin', 'Zoé'])).toEqual([]);
});

test('a town that changes its rule has its people leave the desk at the next unlock, and come back when it changes it again', async ({ launch, userData }) => {
  const dataDir = path.join(userData, 'grc');
  const town = ['--citizens', '300', '--requests', '20'];
  let grc = await startGrc({ dataDir, args: town });
  const { port } = new URL(grc.url);
  const startAgain = async (...args: readonly string[]): Promise<void> => {
    await grc.stop();
    grc = await startGrc({ dataDir, args: [...town, '--port', port, ...args] });
  };
  const desk = await launchDesk(launch, { userData: path.join(userData, 'desk'), settings: { grc: { kind: 'remote', url: grc.url } }, env });
  const { page } = desk;
  const unlock = async (): Promise<void> => {
    await page.keyboard.press('Control+l');
    await page.getByLabel('Code personnel').fill(DEMO_CLERKS[0]?.pin ?? '');
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').waitFor();
  };
  try {
    await openDesk(page, { enrolmentCode: grc.enrolmentCode });
    await page.getByText('À jour').waitFor({ timeout: 90_000 });
    await expect.poll(() => heldPeople(page), { timeout: 30_000 }).toBe('300');
    await startAgain('--cache-scope', 'looked-up');
    await unlock();
    await expect.poll(() => heldPeople(page), { timeout: 60_000 }).toBe('0');
    expect(await found(page, 'mar zo 84')).toEqual(['MARTIN Zoé']);
    await startAgain();
    await unlock();
    await expect.poll(() => heldPeople(page), { timeout: 60_000 }).toBe('300');
    await grc.stop();
    expect(await found(page, 'mar zo 84')).toEqual(['MARTIN Zoé']);
    expect(desk.complaints).toEqual([]);
  } finally {
    await desk.close();
    await grc.stop();
  }
});
