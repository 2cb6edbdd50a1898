import { expect } from '@playwright/test';
import { beginVisit, countedKeyboard, pickProcedure, recordComplaint, recordedNumber, undoOnAzerty, waitUntilTransmitted } from '#tests/harness/clerk.ts';
import { decodeReceipt } from '#tests/printer/decode-receipt.ts';
import { test } from './desk-fixture.ts';

test.use({ citizens: 10_000 });

test('a known citizen among 10,000, three documents, recorded, printed and transmitted by keyboard alone', async ({ desk, grc, printer }) => {
  const { page } = desk;
  let clicks = 0;
  await page.exposeFunction('countClick', () => (clicks += 1));
  await page.evaluate(() => {
    addEventListener('mousedown', () => void (window as unknown as { countClick: () => void }).countClick(), true);
  });
  const ticketsBefore = printer.jobs.length;
  const keys = countedKeyboard(page);

  await beginVisit(page, keys, 'mar zo 84');
  await expect(page.locator('#visit-person')).toContainText('MARTIN Zoé');
  await pickProcedure(page, keys, 'station');
  const formFields = countedKeyboard(page);
  await formFields.type('AB-123-CD');
  await keys.press('Tab');
  await keys.press('Space');
  await keys.press('F6');
  await keys.press('Space');
  await keys.press('Space');
  await keys.press('Space');
  await expect(page.getByRole('heading', { name: '3 Pièces (3/3)' })).toBeVisible();
  await keys.press('F9');

  const number = await recordedNumber(page);
  await waitUntilTransmitted(page);
  await expect(page.getByText('Récépissé imprimé.')).toBeVisible();
  const [ticket] = printer.jobs.slice(ticketsBefore).map(decodeReceipt);
  expect({ number: ticket?.number, code128: ticket?.code128, title: ticket?.isReceipt, duplicata: ticket?.duplicata, cuts: ticket?.cuts }).toEqual({
    number,
    code128: number,
    title: true,
    duplicata: false,
    cuts: 1,
  });
  const held = (await grc.holdings()).requests.filter((request) => request.deskNumber === number);
  expect(held.map(({ procedureCode, applicant, captured, documents }) => [procedureCode, applicant?.displayName, captured?.clerk.name, documents.map(({ status }) => status)])).toEqual([
    ['resident-parking', 'MARTIN Zoé', 'Sophie Marchand', ['seen', 'provided', 'seen']],
  ]);
  console.log(`walk-in: ${keys.pressed} keydowns beside the ${formFields.pressed} typed into the form, ${clicks} mouse clicks`);
  expect({ within: keys.pressed <= 39, clicks }).toEqual({ within: true, clicks: 0 });
  expect(desk.complaints).toEqual([]);
});

test('what is missing is said in a sentence, the focus goes there, and nothing typed is lost', async ({ desk }) => {
  const { page } = desk;
  const keys = countedKeyboard(page);
  await beginVisit(page, keys, 'mar zo 84');
  await pickProcedure(page, keys, 'stationn');
  await keys.press('Tab');
  await keys.press('Space');
  await keys.press('F9');
  await expect(page.getByText('Renseignez « Immatriculation ».').first()).toBeVisible();
  await expect(page.locator('#visit-field-plate input')).toBeFocused();
  await expect(page.locator('#visit-person')).toContainText('MARTIN Zoé');
});

test('a number is annulled within ten seconds, with its trace in the GRC', async ({ desk, grc }) => {
  const { page } = desk;
  const keys = countedKeyboard(page);
  const number = await recordComplaint(page, keys);
  await undoOnAzerty(page);
  await expect(page.getByText('Le numéro ne sera jamais redonné.', { exact: false })).toBeVisible();
  await expect
    .poll(async () => (await grc.holdings()).requests.find((request) => request.deskNumber === number)?.status)
    .toBe('withdrawn');
});

test('a recorded request is rectified by a linked amendment, the original unchanged', async ({ desk, grc }) => {
  const { page } = desk;
  const keys = countedKeyboard(page);
  await beginVisit(page, keys, 'mar zo 84');
  await pickProcedure(page, keys, 'stationn');
  await keys.type('AA-111-AA');
  await keys.press('Tab');
  await keys.press('Space');
  await keys.press('F9');
  const number = await recordedNumber(page);
  await waitUntilTransmitted(page);
  await keys.press('F8');
  const plate = page.locator('#visit-field-plate input');
  await expect(plate).toBeFocused();
  await plate.fill('BB-222-BB');
  await keys.press('F9');
  await expect(page.getByText('Rectification').first()).toBeVisible();
  await expect
    .poll(async () => {
      const request = (await grc.holdings()).requests.find((each) => each.deskNumber === number);
      return [request?.form['plate'], request?.amendments.map(({ kind, by, changes }) => [kind, by, changes])];
    })
    .toEqual(['BB-222-BB', [['correction', 'Sophie Marchand', [{ field: 'form.plate', before: 'AA-111-AA', after: 'BB-222-BB' }]]]]);
});

test('a visit put aside is found again, as it was', async ({ desk }) => {
  const { page } = desk;
  const keys = countedKeyboard(page);
  await beginVisit(page, keys, 'mar zo 84');
  await pickProcedure(page, keys, 'stationn');
  await keys.type('ZZ-999-ZZ');
  await page.waitForTimeout(600);
  await keys.press('F7');
  await page.getByRole('button', { name: /MARTIN Zoé — Stationnement/ }).press('Enter');
  await expect(page.locator('#visit-field-plate input')).toHaveValue('ZZ-999-ZZ');
});

test.describe('files', () => {
  const cases = [
    { name: 'vide.pdf', bytes: Buffer.alloc(0), says: 'est vide' },
    { name: 'lettre.pdf', bytes: Buffer.from('bonjour'), says: 'n’est pas ce que son nom annonce' },
    { name: 'tableau.xlsx', bytes: Buffer.from('PK\u0003\u0004 tableau'), says: 'n’est ni un PDF ni une image' },
  ];
  for (const { name, bytes, says } of cases) {
    test(`${name} is refused in a sentence`, async ({ desk }) => {
      const { page } = desk;
      await beginVisit(page, countedKeyboard(page), '');
      await page.locator('input[type=file]').setInputFiles([{ name, mimeType: name.endsWith('.pdf') ? 'application/pdf' : '', buffer: bytes }]);
      await expect(page.getByRole('alert')).toContainText(says);
    });
  }
});

test('letters typed right after a choice land in the field that follows, however fast', async ({ desk }) => {
  const { page } = desk;
  const keys = countedKeyboard(page);
  // A slow machine draws late: half a second between the choice and its picture.
  await page.evaluate(() => {
    const atOnce = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (draw) => Number(window.setTimeout(() => atOnce(draw), 500));
  });
  for (const word of ['Bruit', 'Odeur', 'Retard']) {
    await beginVisit(page, keys, 'mar zo 84');
    await pickProcedure(page, keys, 'réclam');
    await keys.type(word);
    await expect(page.getByRole('textbox', { name: /Objet/ })).toHaveValue(word);
  }
});
