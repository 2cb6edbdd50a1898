import { closeSync, mkdirSync, openSync, readdirSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { failing } from '#electron/scanning/testing/sane-bench.ts';
import { samplePdf } from '#electron/scanning/testing/sample-files.ts';
import { axeFindings, bringAxe, widestOverflow } from '#tests/harness/axe.ts';
import { beginVisit, countedKeyboard, recordedNumber, waitUntilTransmitted } from '#tests/harness/clerk.ts';
import { askewLetters, attachmentBytes, layLetters, readPdf, skewOfLetter } from '#tests/harness/scans.ts';
import { chooseDevice, lookedAt, pages, test, visitWithDocuments } from './scan-fixture.ts';

test('ten sheets from a feeder that jams: resumed, straightened, attached by keyboard, and the same bytes in the GRC', async ({ open, sane, grc, userData }) => {
  const letters = askewLetters([2.4, -1.8], 150);
  const lay = layLetters(userData, letters);
  sane.scripted(
    `scanimage "$@" --batch-count=4 | { ${lay(0)}; }; exec scanimage "$@" --batch-start=5 --read-return-value=SANE_STATUS_JAMMED`,
    `scanimage "$@" --batch-count=6 | { ${lay(4)}; }`,
  );
  const desk = await open();
  const { page } = desk;
  const keys = await visitWithDocuments(page);
  await keys.press('F8');
  await chooseDevice(page, 'frontend-tester');
  await page.getByLabel('Points par pouce').selectOption('150');
  await keys.press('F8');
  await expect(page.getByRole('alert')).toContainText('Une feuille est coincée');
  await expect(page.getByRole('alert')).toContainText('Les 4 pages déjà lues sont gardées.');
  await keys.press('F8');
  await expect(pages(page)).toHaveCount(10);
  await expect(lookedAt(page)).toHaveCount(10);
  await expect(page.getByRole('alert')).toHaveCount(0);

  // A page deleted by mistake comes back, one turned stays so, all from the strip.
  await page.locator('#scan-pages').focus();
  await keys.press('Delete');
  await expect(pages(page)).toHaveCount(9);
  await keys.press('Control+z');
  await expect(pages(page)).toHaveCount(10);
  await keys.press('End');
  await keys.press('r');
  await expect(pages(page).last()).toHaveAccessibleName('Page 10, tournée de 90 degrés');
  await keys.press('Enter');
  await expect(page.locator('.visit-files li')).toHaveCount(1, { timeout: 60_000 });
  await expect(page.locator('.visit-files li')).toContainText('10 pages');
  await keys.press('F9');
  const number = await recordedNumber(page);
  await waitUntilTransmitted(page);

  const held = (): Promise<unknown> => grc.holdings().then(({ requests }) => requests.find(({ deskNumber }) => deskNumber === number)?.attachmentStates.map(({ verified }) => verified));
  await expect.poll(held, { timeout: 60_000 }).toEqual([true]);
  const [file] = (await grc.holdings()).requests.find(({ deskNumber }) => deskNumber === number)?.attachments ?? [];
  const pdf = readPdf(await attachmentBytes(page, file?.id ?? ''));
  expect(grc.filesAtRest()).toContain(pdf.sha256);
  expect([pdf.pages, pdf.sha256, file?.scan?.runs.map(({ clerk, device, profile, sheets }) => [clerk.name, device, profile, sheets]), file?.scan?.treatment]).toEqual([
    10,
    file?.sha256,
    [
      ['Sophie Marchand', 'frontend-tester', { feed: 'feeder', resolution: 150, colour: 'grey' }, 4],
      ['Sophie Marchand', 'frontend-tester', { feed: 'feeder', resolution: 150, colour: 'grey' }, 6],
    ],
    ['straightened', 'turned', 'whitened', 'compressed'],
  ]);
  expect([pdf.skews.filter((skew) => Math.abs(skew) > 0.2), letters.map(skewOfLetter).map(Math.round)]).toEqual([[], [2, -2]]);
  console.log(`feeder: ${pdf.pages} pages, ${Math.round(pdf.kilobytes / pdf.pages)} kB a page, askew at most ${Math.max(...pdf.skews.map(Math.abs))} degrees`);
  expect([desk.complaints, readdirSync(sane.scratch, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.pnm'))]).toEqual([[], []]);
});

test('a copier that stalls for three seconds in the middle of a file: nothing is taken before its end', async ({ open, copier, grc }) => {
  const { page } = await open();
  const keys = await visitWithDocuments(page);
  await keys.press('F8');
  await chooseDevice(page, /^Dossier du copieur/);
  await keys.press('F8');
  await expect(page.getByText('En attente du copieur', { exact: false })).toBeVisible();
  const bytes = Buffer.from(await samplePdf(3));
  const file = path.join(copier, 'SCAN0001.PDF');
  const half = Math.floor(bytes.length / 2);
  const handle = openSync(file, 'w');
  writeSync(handle, bytes.subarray(0, half));
  await page.waitForTimeout(3000);
  expect([await pages(page).count(), readdirSync(copier)]).toEqual([0, ['SCAN0001.PDF']]);
  writeSync(handle, bytes.subarray(half));
  closeSync(handle);
  await expect(lookedAt(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Terminer' }).press('Enter');
  await page.locator('#scan-pages').focus();
  await keys.press('Enter');
  await expect(page.locator('.visit-files li')).toContainText('3 pages', { timeout: 60_000 });
  await keys.press('F9');
  const number = await recordedNumber(page);
  const stored = async () => (await grc.holdings()).requests.find(({ deskNumber }) => deskNumber === number);
  await expect.poll(async () => (await stored())?.attachmentStates.map(({ verified }) => verified), { timeout: 60_000 }).toEqual([true]);
  const [attachment] = (await stored())?.attachments ?? [];
  expect(grc.filesAtRest()).toContain(readPdf(bytes).sha256);
  expect([attachment?.sha256, attachment?.scan?.treatment, readdirSync(copier)]).toEqual([readPdf(bytes).sha256, ['original'], []]);
});

test('the folder of the copier is chosen in a dialog, and is offered from then on', async ({ open, copier }) => {
  const desk = await open();
  const { page } = desk;
  const other = path.join(copier, 'accueil');
  mkdirSync(other);
  await desk.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, other);
  await page.keyboard.press('Alt+Digit6');
  await page.getByRole('button', { name: 'Choisir le dossier' }).press('Enter');
  await expect(page.getByText(other)).toBeVisible();
  await beginVisit(page, countedKeyboard(page), '');
  await page.keyboard.press('F8');
  await expect(page.getByLabel('Numériseur').locator('option').first()).toHaveText('Dossier du copieur (accueil)');
});

test('files that a copier should not have written: a sentence each, and they stay where they are', async ({ open, copier }) => {
  const { page } = await open();
  const keys = await visitWithDocuments(page);
  await keys.press('F8');
  await chooseDevice(page, /^Dossier du copieur/);
  await keys.press('F8');
  writeFileSync(path.join(copier, 'faux.pdf'), 'bonjour');
  writeFileSync(path.join(copier, 'gros.pdf'), Buffer.alloc(60 * 1024 * 1024));
  writeFileSync(path.join(copier, 'long.pdf'), await samplePdf(500));
  writeFileSync(path.join(copier, 'secret.pdf'), await samplePdf(1, 'secret'));
  writeFileSync(path.join(copier, 'vide.pdf'), '');
  for (const words of [
    '« faux.pdf » n’est pas ce que son nom annonce',
    '« gros.pdf » dépasse 50 Mo',
    '« long.pdf » a plus de 300 pages',
    '« secret.pdf » est protégé par un mot de passe',
    '« vide.pdf » est vide',
  ]) {
    await expect(page.getByText(words, { exact: false })).toBeVisible({ timeout: 60_000 });
  }
  expect([await pages(page).count(), readdirSync(copier).filter((name) => !name.startsWith('.')).sort()]).toEqual([0, ['faux.pdf', 'gros.pdf', 'long.pdf', 'secret.pdf', 'vide.pdf']]);
  await page.getByRole('button', { name: 'Terminer' }).press('Enter');
  await keys.press('Escape');
  await expect(page.locator('#visit-field-plate input')).toHaveValue('AB-123-CD');
});

test.describe('files joined by hand', () => {
  const cases: readonly { readonly name: string; readonly bytes: () => Promise<Uint8Array>; readonly says: string }[] = [
    { name: 'gros.pdf', bytes: async () => Buffer.alloc(60 * 1024 * 1024), says: '« gros.pdf » dépasse 50 Mo' },
    { name: 'long.pdf', bytes: () => samplePdf(500), says: '« long.pdf » a plus de 300 pages' },
    { name: 'secret.pdf', bytes: () => samplePdf(1, 'secret'), says: '« secret.pdf » est protégé par un mot de passe' },
  ];

  test('those that can not be taken are refused in a sentence each, and the others are taken', async ({ desk, userData }) => {
    const { page } = desk;
    await visitWithDocuments(page);
    const paths: string[] = [];
    for (const { name, bytes } of [...cases, { name: 'bon.pdf', bytes: () => samplePdf(2) }]) {
      paths.push(path.join(userData, name));
      writeFileSync(path.join(userData, name), await bytes());
    }
    await page.locator('input[type=file]').setInputFiles(paths);
    for (const { says } of cases) await expect(page.getByRole('alert').filter({ hasText: says })).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('.visit-files li')).toHaveCount(1, { timeout: 60_000 });
    await expect(page.locator('.visit-files li')).toContainText('2 pages');
    await expect(page.locator('#visit-field-plate input')).toHaveValue('AB-123-CD');
    expect(desk.complaints).toEqual([]);
  });
});

test('a folder of the copier that disappears is said, and what is put in it once it is back is taken', async ({ open, copier }) => {
  const { page } = await open();
  const keys = await visitWithDocuments(page);
  await keys.press('F8');
  await chooseDevice(page, /^Dossier du copieur/);
  await keys.press('F8');
  await expect(page.getByText('En attente du copieur', { exact: false })).toBeVisible();
  writeFileSync(path.join(copier, 'un.pdf'), await samplePdf(1));
  await expect(lookedAt(page)).toHaveCount(1);
  const elsewhere = `${copier}-parti`;
  renameSync(copier, elsewhere);
  await expect(page.getByText('Le dossier du copieur n’est plus accessible', { exact: false })).toBeVisible();
  renameSync(elsewhere, copier);
  writeFileSync(path.join(copier, 'deux.pdf'), await samplePdf(2));
  await expect(lookedAt(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Terminer' }).press('Enter');
  await page.locator('#scan-pages').focus();
  await keys.press('Enter');
  await expect(page.locator('.visit-files li')).toContainText('3 pages', { timeout: 60_000 });
});

test('killed while a feeder runs, the desk finds every sheet again and goes on', async ({ open, sane }) => {
  sane.scripted('scanimage "$@" --batch-count=3', 'exec scanimage "$@" --batch-count=2');
  const first = await open({ failpoint: 'scan:sheet-written' });
  const keys = await visitWithDocuments(first.page);
  await first.page.waitForTimeout(900);
  await keys.press('F8');
  await chooseDevice(first.page, 'frontend-tester');
  const gone = new Promise<void>((resolve) => first.app.process().once('exit', () => resolve()));
  await keys.press('F8');
  await gone;

  const { page } = await open({ again: true });
  await page.getByRole('button', { name: /MARTIN Zoé — Stationnement/ }).press('Enter');
  await expect(page.getByText('1 page numérisée à joindre.')).toBeVisible();
  await page.keyboard.press('F9');
  await expect(page.getByRole('alert')).toContainText('Des pages numérisées ne sont pas jointes');
  await page.keyboard.press('F8');
  await expect(page.getByRole('alert').filter({ hasText: 'interrompue par l’arrêt du poste' })).toBeVisible();
  await expect(page.getByLabel('Points par pouce')).toBeVisible();
  await page.keyboard.press('F8');
  await expect(lookedAt(page)).toHaveCount(3);
});

test('pages of one visit are never slipped into another', async ({ open, sane }) => {
  sane.scripted('exec scanimage "$@" --batch-count=2');
  const { page } = await open();
  const keys = await visitWithDocuments(page);
  await keys.press('F8');
  await chooseDevice(page, 'frontend-tester');
  await keys.press('F8');
  await expect(lookedAt(page)).toHaveCount(2);
  await keys.press('F7');
  await beginVisit(page, keys, 'zoe.martin@exemple');
  await keys.press('F8');
  await expect(page.getByRole('heading', { name: 'Une numérisation n’est pas jointe' })).toBeVisible();
  await page.getByRole('button', { name: 'Abandonner ces pages' }).press('Enter');
  await expect(page.getByLabel('Numériseur')).toBeVisible();
});

test('axe finds nothing on the scan panel in any theme, and at 200 % nothing scrolls sideways', async ({ open, sane, userData }) => {
  const lay = layLetters(userData, askewLetters([2, -2], 75));
  sane.scripted(`scanimage "$@" --batch-count=3 | { ${lay(0)}; }; exec scanimage "$@" --batch-start=4 --read-return-value=SANE_STATUS_JAMMED`);
  const desk = await open();
  const { page } = desk;
  await bringAxe(desk);
  const keys = await visitWithDocuments(page);
  await keys.press('F8');
  await chooseDevice(page, 'frontend-tester');
  await expect(page.getByLabel('Points par pouce')).toBeVisible();
  const found: Record<string, readonly string[]> = { empty: await axeFindings(page) };
  await keys.press('F8');
  await expect(lookedAt(page)).toHaveCount(3);
  await expect(page.getByRole('alert')).toBeVisible();
  for (const theme of ['light', 'dark', 'contrast'] as const) {
    await page.evaluate((chosen) => (window as unknown as { desktop: DesktopBridge }).desktop.settings.change({ theme: chosen }), theme);
    await expect(page.locator(`html[data-theme=${theme}]`)).toBeAttached();
    found[theme] = await axeFindings(page);
  }
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
  await page.waitForTimeout(300);
  expect([found, await widestOverflow(page), desk.complaints]).toEqual([{ empty: [], light: [], dark: [], contrast: [] }, 0, []]);
});

for (const [status, words] of [
  ['NO_DOCS', 'Le chargeur est vide'],
  ['COVER_OPEN', 'Le capot du numériseur est ouvert'],
  ['DEVICE_BUSY', 'Le numériseur est occupé'],
  ['ACCESS_DENIED', 'n’a pas le droit d’utiliser ce numériseur'],
  ['IO_ERROR', 'Le numériseur ne répond pas'],
] as const) {
  test(`SANE_STATUS_${status}: ${words}`, async ({ open, sane }) => {
    sane.scripted(failing(status));
    const { page } = await open();
    const keys = countedKeyboard(page);
    await beginVisit(page, keys, '');
    await keys.press('F8');
    await chooseDevice(page, 'frontend-tester');
    await keys.press('F8');
    await expect(page.getByRole('alert')).toContainText(words);
  });
}
