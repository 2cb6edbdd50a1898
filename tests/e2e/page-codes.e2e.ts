import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { expect } from '@playwright/test';
import { PNG } from 'pngjs';
import type { Page } from 'playwright-core';
import { DEMO_TOWN } from '#electron/embedded-grc/seed/demo-town.ts';
import { writePnm } from '#electron/scanning/pixels/pnm.ts';
import { greyOf } from '#electron/scanning/pixels/pixels.ts';
import { drawnAlone } from '#renderer/barcodes/testing/drawn-codes.ts';
import { axeFindings, bringAxe } from '#tests/harness/axe.ts';
import { countedKeyboard, recordComplaint, waitUntilTransmitted } from '#tests/harness/clerk.ts';
import { layLetters, letterWithCodes } from '#tests/harness/scans.ts';
import { chooseDevice, lookedAt, test, visitWithDocuments } from './scan-fixture.ts';

const FOREIGN = '3760123456784';
const LETTER = '1A04787720243';

/** As the return receipt of a registered letter carries its number. */
const returnReceipt = (number: string): string => `ARLAPOSTE;01;${number.slice(0, 12)};${number.slice(12)}`;

const said = (page: Page): Promise<readonly string[]> => page.locator('.found-codes li > span').allTextContents();
const plain = (lines: readonly string[]): readonly string[] => lines.map((line) => line.replaceAll('\u00a0', ' '));

test('the codes of scanned pages are told page by page, and one key opens the request of ours', async ({ open, sane, grc, userData }, testInfo) => {
  const desk = await open();
  const { page } = desk;
  await bringAxe(desk);
  const number = await recordComplaint(page, countedKeyboard(page));
  await waitUntilTransmitted(page);
  const request = (await grc.holdings()).requests.find(({ deskNumber }) => deskNumber === number);
  const lay = layLetters(userData, [
    writePnm(letterWithCodes([{ format: 'code128', text: 'RA123456785FR', left: 300, top: 1500, module: 3 }, { format: 'data-matrix', text: returnReceipt(LETTER), left: 1500, top: 1900, module: 3 }])),
    writePnm(letterWithCodes([{ format: 'ean13', text: FOREIGN, left: 300, top: 1500, module: 4 }, { format: 'code128', text: number, left: 300, top: 1900, module: 3 }])),
    writePnm(letterWithCodes([])),
    writePnm(letterWithCodes([{ format: 'qr', text: `${DEMO_TOWN.trackingPortal}/${request?.trackingToken}`, left: 300, top: 1500, module: 5 }])),
  ]);
  sane.scripted(`scanimage "$@" --batch-count=4 | { ${lay(0)}; }`);
  const keys = await visitWithDocuments(page);
  await keys.press('F8');
  await chooseDevice(page, 'frontend-tester');
  await page.getByLabel('Points par pouce').selectOption('300');
  await keys.press('F8');
  await expect(lookedAt(page)).toHaveCount(4, { timeout: 60_000 });
  await expect(page.locator('.found-codes').getByText('Lecture des codes', { exact: false })).toBeHidden({ timeout: 60_000 });
  expect(plain(await said(page))).toEqual([
    'Page 1 : numéro postal international RA123456785FR.',
    `Page 1 : numéro de La Poste ${LETTER}.`,
    `Page 2 : code étranger à la mairie, « ${FOREIGN} ».`,
    `Page 2 : n° ${number} de la mairie.`,
    'Page 4 : code de suivi d’un récépissé de la mairie.',
  ]);
  await page.screenshot({ path: testInfo.outputPath('codes.png') });
  expect([await axeFindings(page), await page.locator('.found-codes button').allTextContents()]).toEqual([[], ['OuvrirAlt+O', 'Ouvrir']]);
  await keys.press('Alt+KeyO');
  await expect.poll(() => page.evaluate(() => location.hash)).toBe(`#/dossier/${request?.id}`);
  expect(desk.complaints).toEqual([]);
});

test('the number of a registered letter, read from its scanned envelope, fills the letter in hand by one key', async ({ open, sane, userData }) => {
  const desk = await open();
  const { page } = desk;
  const lay = layLetters(userData, [writePnm(letterWithCodes([{ format: 'code128', text: 'RA123456785FR', left: 300, top: 1500, module: 3 }]))]);
  sane.scripted(`scanimage "$@" --batch-count=1 | { ${lay(0)}; }`);
  await page.keyboard.press('F4');
  await page.getByRole('heading', { level: 1, name: 'Courrier' }).waitFor();
  await page.keyboard.press('F8');
  await chooseDevice(page, 'frontend-tester');
  await page.getByLabel('Points par pouce').selectOption('300');
  await page.keyboard.press('F8');
  await expect(page.locator('.found-codes').getByRole('button')).toHaveText('UtiliserAlt+O', { timeout: 60_000 });
  await page.keyboard.press('Alt+KeyO');
  await page.locator('#scan-pages').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.letter-files li')).toContainText('1 page');
  await expect(page.getByLabel('N° de suivi')).toHaveValue('RA123456785FR');
  expect(desk.complaints).toEqual([]);
});

test('the codes of files that are handed over are read from every pixel, of each page of a PDF too', async ({ desk, userData }) => {
  const { page } = desk;
  const number = await recordComplaint(page, countedKeyboard(page));
  await waitUntilTransmitted(page);
  await visitWithDocuments(page);
  const files = { 'avis.pdf': await pdfWithCode(LETTER), 'photo.png': pngWithCode(number) };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(userData, name), bytes);
  await page.locator('input[type=file]').setInputFiles(Object.keys(files).map((name) => path.join(userData, name)));
  await expect.poll(async () => plain(await said(page)).toSorted(), { timeout: 60_000 }).toEqual([
    `avis.pdf, page 2 : numéro de La Poste ${LETTER}.`,
    `photo.png : n° ${number} de la mairie.`,
  ]);
  await page.locator('.found-codes li').filter({ hasText: number }).getByRole('button').press('Enter');
  await expect(page.getByText(number)).toBeVisible();
  expect(await page.evaluate(() => location.hash)).toMatch(/^#\/dossier\//);
});

/** Two pages; on the second a DataMatrix of modules of 0.28 mm. */
async function pdfWithCode(text: string): Promise<Uint8Array> {
  const [module, drawnModule] = [(0.28 / 25.4) * 72, 3];
  const code = drawnAlone('data-matrix', returnReceipt(text));
  const document = await PDFDocument.create();
  document.addPage([595, 842]).drawText('Avis', { x: 60, y: 760, size: 24 });
  const picture = await document.embedPng(pngOf(code.width, code.height, code.data));
  document.addPage([595, 842]).drawImage(picture, { x: 400, y: 600, width: (code.width / drawnModule) * module, height: (code.height / drawnModule) * module });
  return document.save();
}

/** Bars two pixels wide at 300 dots per inch: the picture on screen has one pixel for three of them. */
function pngWithCode(text: string): Uint8Array {
  const { width, height, data } = greyOf(letterWithCodes([{ format: 'code128', text, left: 300, top: 1500, module: 2 }]));
  return pngOf(width, height, Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => (at % 4 === 3 ? 255 : (data[at >> 2] ?? 255))));
}

function pngOf(width: number, height: number, rgba: Uint8ClampedArray): Uint8Array {
  const png = new PNG({ width, height });
  png.data = Buffer.from(rgba);
  return PNG.sync.write(png);
}
