import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { beginVisit, countedKeyboard, openDesk, pickProcedure, recordedNumber, waitUntilTransmitted } from '#tests/harness/clerk.ts';
import { startCutProxy } from '#tests/harness/cut-proxy.ts';
import { launchDesk } from '#tests/harness/desk.ts';
import { samplePdf } from '#tests/demo/files.ts';
import { decodeReceipt } from '#tests/printer/decode-receipt.ts';
import { test } from './desk-fixture.ts';

const env = { PLAINPIED_TRIAL_REMOTE: '1' };

/** Every file below a folder that holds one of the words, in any of the encodings that text takes on a disk. */
function filesHolding(folder: string, words: readonly string[]): readonly string[] {
  const needles = words.flatMap((word) => [Buffer.from(word, 'utf8'), Buffer.from(word, 'latin1'), Buffer.from(word, 'utf16le')]);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = path.join(folder, name);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
    const bytes = readFileSync(file);
    return needles.some((needle) => bytes.includes(needle));
  });
}

test('the child who is enrolled is created on the way, with a representative, and all arrive', async ({ desk, grc }) => {
  const { page } = desk;
  const keys = countedKeyboard(page);
  await beginVisit(page, keys, 'zoe.martin@exemple');
  await pickProcedure(page, keys, 'inscription scol');
  await page.waitForFunction(() => document.activeElement?.id === 'visit-beneficiary-input');
  await keys.press('Insert');
  await page.getByLabel('Nom de naissance').fill('MARTIN');
  await page.getByLabel('Prénoms').fill('Basile');
  await page.getByLabel('Né·e le').fill('02092022');
  await keys.press('Enter');
  const create = page.getByRole('button', { name: /Créer quand même/ });
  if (await create.isVisible({ timeout: 1000 }).catch(() => false)) await create.press('Enter');
  await expect(page.locator('#visit-beneficiary')).toContainText('MARTIN Basile');
  await page.locator('#visit-field-level input').first().check();
  await page.locator('#visit-field-from input').fill('+10');
  await page.getByText('Représenté·e par quelqu’un').click();
  await page.locator('#visit-representative-input').fill('mar');
  await page.locator('#visit-representative-input-list [role=option]').first().waitFor();
  await page.waitForTimeout(200);
  await page.locator('#visit-representative-input').press('Enter');
  await keys.press('F9');
  const number = await recordedNumber(page);
  await waitUntilTransmitted(page);
  const { requests, citizens } = await grc.holdings();
  const request = requests.find(({ deskNumber }) => deskNumber === number);
  expect([request?.applicant?.displayName, request?.beneficiaries.map(({ displayName }) => displayName), request?.representative === undefined]).toEqual([
    'MARTIN Zoé',
    ['MARTIN Basile'],
    false,
  ]);
  expect(citizens.find(({ id }) => id === request?.beneficiaries[0]?.citizenId)).toMatchObject({ birthName: 'MARTIN', firstNames: 'Basile', birthDate: '2022-09-02' });
});

test('a danger in the street is reported by nobody in particular', async ({ desk, grc }) => {
  const { page } = desk;
  const keys = countedKeyboard(page);
  await beginVisit(page, keys, '');
  await page.locator('#visit-procedure').fill('danger');
  await page.waitForTimeout(150);
  await page.locator('#visit-procedure').press('Enter');
  await page.getByRole('button', { name: 'Sans usager (anonyme)' }).press('Enter');
  await page.locator('#visit-field-place input').fill('12 rue du Puits');
  await page.locator('#visit-field-kind input').first().check();
  await keys.press('F9');
  const number = await recordedNumber(page);
  await waitUntilTransmitted(page);
  const request = (await grc.holdings()).requests.find(({ deskNumber }) => deskNumber === number);
  expect([request?.procedureCode, request?.applicant]).toEqual(['danger', undefined]);
});

test('a receipt printed again says DUPLICATA and where the record stands', async ({ desk, printer }) => {
  const { page } = desk;
  const keys = countedKeyboard(page);
  await beginVisit(page, keys, 'zoe.martin@exemple');
  await pickProcedure(page, keys, 'réclam');
  await keys.type('Bruit');
  await keys.press('Tab');
  await keys.type('La nuit');
  await keys.press('F9');
  const number = await recordedNumber(page);
  await waitUntilTransmitted(page);
  await expect(page.getByText('Récépissé imprimé.')).toBeVisible();
  const before = printer.jobs.length;
  await keys.press('F3');
  await page.getByRole('combobox').fill(number);
  await page.locator('[role=option]').first().waitFor();
  await page.waitForTimeout(200);
  await keys.press('Enter');
  await page.getByRole('button', { name: /Réimprimer le récépissé/ }).press('Enter');
  await expect.poll(() => printer.jobs.length).toBe(before + 1);
  const again = decodeReceipt(printer.jobs.at(-1) ?? Buffer.alloc(0));
  const said = again.lines.flatMap((line) => (line.kind === 'text' ? [line.text.replaceAll('\u00a0', ' ')] : [])).join(' ');
  expect([again.number, again.duplicata, /Transmis le .* n° D-\d{4}-\d{6}/.test(said)]).toEqual([number, true, true]);
});

test('what was typed survives a killed app, and nothing of it lies in clear on the disk', async ({ launch, grc, userData }) => {
  const settings = { grc: { kind: 'remote', url: grc.url } } as const;
  const first = await launchDesk(launch, { userData, settings, env });
  await openDesk(first.page, { enrolmentCode: grc.enrolmentCode });
  await first.page.getByText('À jour').waitFor({ timeout: 90_000 });
  const keys = countedKeyboard(first.page);
  await beginVisit(first.page, keys, 'zoe.martin@exemple');
  await pickProcedure(first.page, keys, 'débit');
  await first.page.locator('#visit-field-event input').fill('Kermesse des Hirondelles');
  await first.page.locator('#visit-field-place input').fill('Verger Quincampoix');
  await first.page.locator('#visit-field-on input').fill('+9');
  await first.page.locator('#visit-field-group input').first().check();
  await first.page.locator('input[type=file]').setInputFiles([{ name: 'plan-hirondelles.pdf', mimeType: 'application/pdf', buffer: await samplePdf() }]);
  await first.page.locator('.visit-files li').first().waitFor();
  await first.page.waitForTimeout(900);
  const gone = new Promise<void>((resolve) => first.app.process().once('exit', () => resolve()));
  first.kill();
  await gone;

  const second = await launchDesk(launch, { userData, env });
  await openDesk(second.page);
  await second.page.getByRole('button', { name: /MARTIN Zoé — Débit/ }).press('Enter');
  await expect(second.page.locator('#visit-field-event input')).toHaveValue('Kermesse des Hirondelles');
  await expect(second.page.locator('.visit-files li')).toContainText('plan-hirondelles.pdf');
  await second.page.keyboard.press('F9');
  await recordedNumber(second.page);
  await expect(second.page.getByText(/Transmise n° D-/).first()).toBeVisible();
  await second.close();
  expect(filesHolding(userData, ['Kermesse des Hirondelles', 'Quincampoix', 'plan-hirondelles', 'Plan du quartier', 'MARTIN Zoé', 'zoe.martin'])).toEqual([]);
});

test('with the network down a known clerk signs in, an unknown one is told why not, and the queue leaves for who left', async ({ launch, grc, userData }) => {
  const cable = await startCutProxy(grc.url);
  const settings = { grc: { kind: 'remote', url: cable.url } } as const;
  const first = await launchDesk(launch, { userData, settings, env });
  await openDesk(first.page, { enrolmentCode: grc.enrolmentCode, clerk: 0 });
  await first.page.getByText('À jour').waitFor({ timeout: 90_000 });
  await first.close();
  cable.cut();

  const second = await launchDesk(launch, { userData, env });
  await openDesk(second.page, { clerk: 0 });
  const { page } = second;
  const keys = countedKeyboard(page);
  await beginVisit(page, keys, 'zoe.martin@exemple');
  await pickProcedure(page, keys, 'réclam');
  await keys.type('Hors ligne');
  await keys.press('Tab');
  await keys.type('Essai');
  await keys.press('F9');
  const number = await recordedNumber(page);
  await keys.press('Control+l');
  await page.getByRole('button', { name: 'Changer d’agent' }).press('Enter');
  await page.getByRole('button', { name: /Karim/ }).click();
  await page.getByLabel('Code personnel').fill('2468');
  await keys.press('Enter');
  await expect(page.getByText('il faut le réseau la première fois', { exact: false })).toBeVisible();

  cable.mend();
  await expect
    .poll(async () => (await grc.holdings()).requests.find(({ deskNumber }) => deskNumber === number)?.captured?.clerk.name, { timeout: 90_000 })
    .toBe('Sophie Marchand');
  await second.close();
  await cable.close();
});

/** One bit of the first record of the oldest segment. */
function spoilJournal(userData: string): void {
  const name = readdirSync(userData, { recursive: true, encoding: 'utf8' }).filter((each) => /journal-\d+\.seg$/.test(each)).sort()[0] ?? '';
  const file = path.join(userData, name);
  const bytes = readFileSync(file);
  bytes[60] = (bytes[60] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

test('a journal that the disk has harmed is told of on the first screen, until a clerk has passed it on', async ({ launch, grc, userData }) => {
  const settings = { grc: { kind: 'remote', url: grc.url } } as const;
  const first = await launchDesk(launch, { userData, settings, env });
  await openDesk(first.page, { enrolmentCode: grc.enrolmentCode });
  await first.page.getByText('À jour').waitFor({ timeout: 90_000 });
  for (let visit = 0; visit < 2; visit += 1) {
    const keys = countedKeyboard(first.page);
    await beginVisit(first.page, keys, 'mar zo 84');
    await pickProcedure(first.page, keys, 'réclam');
    await keys.type('Bruit');
    await keys.press('Tab');
    await keys.type('La nuit');
    await keys.press('F9');
    await recordedNumber(first.page);
    await waitUntilTransmitted(first.page);
  }
  await first.close();
  spoilJournal(userData);

  const told: boolean[] = [];
  for (let start = 0; start < 2; start += 1) {
    const desk = await launchDesk(launch, { userData, env });
    await openDesk(desk.page);
    await desk.page.getByText('À jour').waitFor({ timeout: 90_000 });
    const passedOn = desk.page.getByRole('button', { name: 'L’informatique est prévenue' });
    told.push(await passedOn.isVisible());
    if (start === 0) {
      await passedOn.press('Enter');
      await passedOn.waitFor({ state: 'detached' });
    }
    await desk.close();
  }
  expect(told).toEqual([true, false]);
});
