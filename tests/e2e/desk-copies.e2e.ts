import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import { axeFindings, bringAxe } from '#tests/harness/axe.ts';
import { openDesk, PASSPHRASE, signIn } from '#tests/harness/clerk.ts';
import { startCutProxy } from '#tests/harness/cut-proxy.ts';
import { launchDesk, type RunningDesk } from '#tests/harness/desk.ts';
import { startGrc } from '#tests/harness/grc.ts';
import { recordVisit } from '#tests/faults/electron/visits.ts';
import { test } from './desk-fixture.ts';

const COPY = 'Ce poste est une copie d’un autre';

test('a copied desk stops, is enrolled as another, and what waited on both arrives once', async ({ launch, grc, userData }) => {
  test.setTimeout(240_000);
  const copied = mkdtempSync(path.join(tmpdir(), 'plainpied-e2e-copy-'));
  const cable = await startCutProxy(grc.url);
  const open = (home: string): Promise<RunningDesk> => launchDesk(launch, { userData: home, settings: { grc: { kind: 'remote', url: cable.url } }, env: { PLAINPIED_TRIAL_REMOTE: '1' } });
  const times = async (number: string): Promise<number> => (await grc.holdings()).requests.filter(({ deskNumber }) => deskNumber === number).length;
  try {
    const first = await open(userData);
    await openDesk(first.page, { enrolmentCode: grc.enrolmentCode });
    await first.page.getByText('À jour').waitFor({ timeout: 90_000 });
    cable.cut();
    const waiting = await recordVisit(first.page, { withFile: true });
    await first.close();
    cpSync(userData, copied, { recursive: true });
    cable.mend();

    const original = await open(userData);
    await openDesk(original.page);
    const mine = await recordVisit(original.page);
    await expect.poll(() => times(mine), { timeout: 90_000 }).toBe(1);

    const copy = await open(copied);
    await typePassphrase(copy.page);
    await expect(copy.page.getByRole('heading', { name: COPY })).toBeVisible({ timeout: 60_000 });
    await expect(copy.page.getByText('Les récépissés déjà remis restent valables.')).toBeVisible();
    await bringAxe(copy);
    expect(await axeFindings(copy.page)).toEqual([]);
    await copy.page.getByLabel('Code de rattachement').fill(grc.enrolmentCode);
    await copy.page.keyboard.press('Enter');
    await signIn(copy.page);
    const its = await recordVisit(copy.page);
    await expect.poll(() => times(its), { timeout: 90_000 }).toBe(1);
    await expect(copy.page.getByText('À jour')).toBeVisible({ timeout: 90_000 });
    expect([await times(waiting), await times(mine), await times(its), new Set([waiting, mine, its].map((number) => number.slice(0, 9))).size]).toEqual([1, 1, 1, 2]);
    await expect(copy.page.getByText(/À traiter/)).toHaveCount(0);
    expect([...original.complaints, ...copy.complaints]).toEqual([]);
    await original.close();
    await copy.close();
  } finally {
    await cable.close();
    rmSync(copied, { recursive: true, force: true });
  }
});

test('a desk that its GRC lost goes on alone, and its clerk enrols it again with all that waits', async ({ launch, userData }) => {
  test.setTimeout(240_000);
  const data = mkdtempSync(path.join(tmpdir(), 'plainpied-e2e-lost-'));
  const [storage, backup] = [path.join(data, 'grc'), path.join(data, 'backup')];
  const small = ['--citizens', '20', '--requests', '0'];
  let grc = await startGrc({ dataDir: storage, args: small });
  const at = ['--port', new URL(grc.url).port];
  await grc.stop();
  cpSync(storage, backup, { recursive: true });
  try {
    grc = await startGrc({ dataDir: storage, args: at });
    const desk = await launchDesk(launch, { userData, settings: { grc: { kind: 'remote', url: grc.url } }, env: { PLAINPIED_TRIAL_REMOTE: '1' } });
    const { page } = desk;
    await openDesk(page, { enrolmentCode: grc.enrolmentCode });
    await page.getByText('À jour').waitFor({ timeout: 90_000 });
    await grc.stop();
    const waiting = await recordVisit(page);
    rmSync(storage, { recursive: true });
    cpSync(backup, storage, { recursive: true });
    grc = await startGrc({ dataDir: storage, args: [...at, '--restored'] });

    await page.keyboard.press('Alt+5');
    await page.getByRole('button', { name: 'Réessayer maintenant' }).click();
    const again = page.getByRole('button', { name: 'Rattacher de nouveau ce poste' });
    await again.waitFor({ timeout: 90_000 });
    await bringAxe(desk);
    const found = [await axeFindings(page)];
    await again.click();
    await page.getByLabel('Code de rattachement').waitFor();
    found.push(await axeFindings(page));
    await page.getByRole('button', { name: 'Revenir au guichet, sans rattacher' }).click();
    await expect(page.getByText('Le serveur de la ville ne connaît plus ce poste.')).toBeVisible();
    expect([...found, await axeFindings(page)]).toEqual([[], [], []]);
    await again.click();
    await page.getByLabel('Code de rattachement').fill(grc.enrolmentCode);
    await page.keyboard.press('Enter');
    await signIn(page);
    await expect.poll(async () => (await grc.holdings()).requests.map(({ deskNumber }) => deskNumber), { timeout: 90_000 }).toEqual([waiting]);
    await expect(page.getByRole('link', { name: 'À jour' })).toBeVisible({ timeout: 90_000 });
    expect([desk.complaints, (await recordVisit(page)).slice(0, 9)]).toEqual([[], waiting.slice(0, 9)]);
    await desk.close();
  } finally {
    await grc.stop();
    rmSync(data, { recursive: true, force: true });
  }
});

async function typePassphrase(page: Page): Promise<void> {
  await page.getByLabel('Phrase de passe', { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
}
