import { closeSync, mkdirSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { failing, openSaneBench, type SaneBench } from '#electron/scanning/testing/sane-bench.ts';
import { samplePdf } from '#electron/scanning/testing/sample-files.ts';
import { axeFindings, bringAxe, widestOverflow } from '#tests/harness/axe.ts';
import { beginVisit, countedKeyboard, openDesk, pickProcedure, recordedNumber, waitUntilTransmitted, type Keyboard } from '#tests/harness/clerk.ts';
import { launchDesk, type RunningDesk } from '#tests/harness/desk.ts';
import { askewLetters, attachmentBytes, layLetters, readPdf, skewOfLetter } from '#tests/harness/scans.ts';
import { test as base } from './desk-fixture.ts';

type Scans = {
  readonly sane: SaneBench;
  /** Where the copier writes. */
  readonly copier: string;
  readonly open: (options?: { readonly again?: boolean; readonly failpoint?: string }) => Promise<RunningDesk>;
};

/** A desk with SANE's test backend and a copier's folder; each test writes what the scanner will do. */
const test = base.extend<Scans>({
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
async function visitWithDocuments(page: Page): Promise<Keyboard> {
  const keys = countedKeyboard(page);
  await beginVisit(page, keys, 'zoe.martin@exemple');
  await pickProcedure(page, keys, 'station');
  await keys.type('AB-123-CD');
  await keys.press('Tab');
  await keys.press('Space');
  return keys;
}

async function chooseDevice(page: Page, name: RegExp | string): Promise<void> {
  const device = page.getByLabel('Numériseur');
  await device.waitFor();
  const options = await device.locator('option').allTextContents();
  const wanted = options.find((option) => (typeof name === 'string' ? option === name : name.test(option)));
  await device.selectOption({ label: wanted ?? '' });
}

const pages = (page: Page) => page.locator('.scan-page');
const lookedAt = (page: Page) => page.locator('.scan-page img');

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
  await expect(page.locator('.visit-files li')).toHaveCount(1);
  await expect(page.locator('.visit-files li')).toContainText('10 pages');
  await keys.press('F9');
  const number = await recordedNumber(page);
  await waitUntilTransmitted(page);

  const held = (): Promise<unknown> => grc.holdings().then(({ requests }) => requests.find(({ deskNumber }) => deskNumber === number)?.attachmentStates.map(({ verified }) => verified));
  await expect.poll(held, { timeout: 60_000 }).toEqual([true]);
  const [file] = (await grc.holdings()).requests.find(({ deskNumber }) => deskNumber === number)?.attachments ?? [];
  const pdf = readPdf(await attachmentBytes(page, file?.id ?? ''));
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
  await expect(page.locator('.visit-files li')).toContainText('3 pages');
  await keys.press('F9');
  const number = await recordedNumber(page);
  const stored = async () => (await grc.holdings()).requests.find(({ deskNumber }) => deskNumber === number);
  await expect.poll(async () => (await stored())?.attachmentStates.map(({ verified }) => verified), { timeout: 60_000 }).toEqual([true]);
  const [attachment] = (await stored())?.attachments ?? [];
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
  const cases = [
    { name: 'long.pdf', bytes: () => samplePdf(500), says: 'a plus de 300 pages' },
    { name: 'secret.pdf', bytes: () => samplePdf(1, 'secret'), says: 'est protégé par un mot de passe' },
  ];
  for (const { name, bytes, says } of cases) {
    test(`${name} is refused in a sentence`, async ({ desk }) => {
      await beginVisit(desk.page, countedKeyboard(desk.page), '');
      await desk.page.locator('input[type=file]').setInputFiles([{ name, mimeType: 'application/pdf', buffer: Buffer.from(await bytes()) }]);
      await expect(desk.page.getByRole('alert')).toContainText(says);
    });
  }
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
