import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import { axeFindings, bringAxe } from '#tests/harness/axe.ts';
import { countedKeyboard, openDesk, signIn } from '#tests/harness/clerk.ts';
import { startCutProxy } from '#tests/harness/cut-proxy.ts';
import { launchDesk, type RunningDesk } from '#tests/harness/desk.ts';
import type { CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import type { RunningGrc } from '#tests/harness/grc.ts';
import { test } from './desk-fixture.ts';

async function openPerson(page: Page, { emails }: CitizenRecord): Promise<void> {
  await page.keyboard.press('F3');
  await page.getByRole('combobox').fill(emails[0] ?? '');
  await page.locator('[role=option]').first().waitFor();
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Demandes', exact: false }).first().waitFor();
}

/** Corrects fields by keyboard, from the person's file and back to it. */
async function correct(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  await page.keyboard.press('F8');
  await page.getByRole('heading', { name: 'Correction', exact: true }).waitFor();
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
  await page.keyboard.press('F9');
  await page.getByRole('heading', { name: 'Correction', exact: true }).waitFor({ state: 'detached' });
}

/** Somebody of the demo town for each test: the person whom every other test knows must stay as they are. */
async function somebody(grc: RunningGrc, nth: number): Promise<{ readonly person: CitizenRecord; readonly now: () => Promise<CitizenRecord | undefined> }> {
  const { citizens } = await grc.holdings();
  const known = citizens.filter(({ emails }) => emails[0]?.endsWith('@exemple.example') === true && emails[0] !== 'zoe.martin@exemple.example');
  const person = known.sort((a, b) => (a.id < b.id ? -1 : 1))[nth];
  if (person === undefined) throw new Error('no such person');
  return { person, now: async () => (await grc.holdings()).citizens.find(({ id }) => id === person.id) };
}

/** A second desk of the same town, whose cable can be cut. */
const twoDesks = test.extend<{ readonly other: { readonly desk: RunningDesk; cut(): void; mend(): void } }>({
  other: async ({ launch, grc }, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-e2e-other-'));
    const cable = await startCutProxy(grc.url);
    const desk = await launchDesk(launch, { userData: folder, settings: { grc: { kind: 'remote', url: cable.url } }, env: { PLAINPIED_TRIAL_REMOTE: '1' } });
    await openDesk(desk.page, { enrolmentCode: grc.enrolmentCode, clerk: 1 });
    await desk.page.getByText('À jour').waitFor({ timeout: 90_000 });
    await use({ desk, cut: cable.cut, mend: cable.mend });
    await desk.close();
    await cable.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

twoDesks('two desks correct one person: what does not collide merges, the rest is chosen by keyboard, and the history has it all', async ({ desk, other, grc }) => {
  const here = desk.page;
  const there = other.desk.page;
  const { person, now } = await somebody(grc, 0);
  await openPerson(here, person);
  await openPerson(there, person);
  other.cut();
  await correct(there, { 'Nom d’usage, s’il est demandé': 'PETIT', 'Né·e le': '13031984', Téléphone: '06 11 11 11 11' });
  await expect(there.getByText('Enregistré sur ce poste', { exact: false }).first()).toBeVisible();
  await correct(here, { 'Nom d’usage, s’il est demandé': 'GRAND', Téléphone: '06 22 22 22 22' });
  await expect.poll(async () => (await now())?.usedName).toBe('GRAND');

  other.mend();
  await there.keyboard.press('Alt+Digit5');
  await there.getByRole('button', { name: 'Réessayer maintenant' }).press('Enter');
  await there.getByRole('button', { name: 'Comparer' }).press('Enter', { timeout: 60_000 });
  const dispute = there.getByRole('group', { name: 'Nom d’usage' });
  await expect(dispute).toContainText('PETIT');
  await expect(dispute).toContainText('GRAND');
  await expect(dispute).toContainText('Sophie Marchand');
  await expect(there.getByText('Date de naissance :')).toContainText('13/03/1984');
  await expect(there.getByRole('radio').first()).toBeFocused();
  await bringAxe(other.desk);
  expect(await axeFindings(there)).toEqual([]);
  const keys = countedKeyboard(there);
  await keys.press('F9');
  await expect(there.getByText('Choisissez une des valeurs.')).toBeVisible();
  await keys.press('Space');
  await keys.press('F9');
  await there.getByRole('button', { name: 'Comparer' }).waitFor({ state: 'detached' });
  await expect.poll(async () => (await now())?.usedName).toBe('PETIT');
  const corrected = await now();
  expect({ birthDate: corrected?.birthDate, phones: [...(corrected?.phones ?? [])].sort(), by: corrected?.amendments?.map(({ by }) => by) }).toEqual({
    birthDate: '1984-03-13',
    phones: ['+33611111111', '+33622222222'],
    by: ['Sophie Marchand', expect.any(String)],
  });
  await expect(there.getByRole('link', { name: 'À jour' })).toBeVisible({ timeout: 30_000 });
  expect([desk.complaints, other.desk.complaints]).toEqual([[], []]);
});

twoDesks('a conflict is left to a colleague, who takes the town hall’s value; what was typed stays in the history', async ({ desk, other, grc }) => {
  const there = other.desk.page;
  const { person, now } = await somebody(grc, 1);
  const [address] = person.emails;
  await openPerson(there, person);
  await openPerson(desk.page, person);
  other.cut();
  await correct(there, { Courriel: `${address}, zoe@ailleurs.fr` });
  await correct(desk.page, { Courriel: `${address}, z.martin@ailleurs.fr` });
  await expect.poll(async () => (await now())?.emails.length).toBe(2);
  other.mend();
  await there.keyboard.press('Alt+Digit5');
  await there.getByRole('button', { name: 'Réessayer maintenant' }).press('Enter');
  await there.getByRole('button', { name: 'Comparer' }).press('Enter', { timeout: 60_000 });
  await there.getByRole('group', { name: 'Courriel' }).waitFor();
  await there.keyboard.press('Escape');
  await expect(there.getByText('À traiter : 1').first()).toBeVisible();

  await there.keyboard.press('Control+k');
  await there.keyboard.type('changer', { delay: 30 });
  await there.keyboard.press('Enter');
  await expect(there.getByRole('dialog')).toContainText('1 envoi attend la décision d’un agent');
  await there.keyboard.press('Enter');
  await signIn(there, 0);
  await there.getByRole('link', { name: 'À traiter : 1' }).press('Enter');
  await there.getByRole('button', { name: 'Comparer' }).press('Enter');
  await there.getByRole('radio').first().press('ArrowDown');
  await there.keyboard.press('F9');
  await there.getByRole('button', { name: 'Comparer' }).waitFor({ state: 'detached' });
  await expect.poll(async () => (await now())?.amendments?.at(-1)?.setAside?.map(({ value }) => value)).toEqual([[address, 'zoe@ailleurs.fr']]);
  expect((await now())?.emails).toEqual([address, 'z.martin@ailleurs.fr']);
});

twoDesks('closing with unsent work says so; who stays stays, who closes finds it all at the next start', async ({ other, grc }) => {
  const { page, app } = other.desk;
  const { person } = await somebody(grc, 2);
  other.cut();
  await openPerson(page, person);
  await correct(page, { Adresse: '7 rue du Moulin' });
  const close = (): Promise<void> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await close();
  await expect(page.getByRole('dialog')).toContainText('1 envoi attend encore le serveur de la ville.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await close();
  const gone = new Promise<void>((resolve) => app.once('close', () => resolve()));
  await page.getByRole('button', { name: 'Fermer quand même' }).press('Enter');
  await gone;
});

twoDesks('what a colleague changes is on this desk in seconds: it waits for no timer of a minute', async ({ desk, other, grc }) => {
  const { person } = await somebody(grc, 2);
  await openPerson(desk.page, person);
  await openPerson(other.desk.page, person);
  for (const name of ['PREMIER', 'DEUXIEME', 'TROISIEME']) {
    await correct(other.desk.page, { 'Nom d’usage, s’il est demandé': name });
    await expect(desk.page.getByText(name, { exact: false }).first()).toBeVisible({ timeout: 12_000 });
  }
});
