import { expect } from '@playwright/test';
import { countedKeyboard, recordComplaint, waitUntilTransmitted } from '#tests/harness/clerk.ts';
import { axeFindings, bringAxe, widestOverflow } from '#tests/harness/axe.ts';
import { test } from './desk-fixture.ts';

test('the end of the day tells printed, recorded, accepted and numbered, and the voided number; its closing reaches the GRC', async ({ desk, grc }) => {
  const { page } = desk;
  const keys = countedKeyboard(page);
  const first = await recordComplaint(page, keys);
  await waitUntilTransmitted(page);
  await expect(page.getByText('Récépissé imprimé.')).toBeVisible();
  const voided = await recordComplaint(page, keys, { subject: 'Odeur', text: 'Le matin' });
  await keys.press('Control+z');
  await expect(page.getByText('Le numéro ne sera jamais redonné.', { exact: false })).toBeVisible();

  await keys.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await keys.type('fin de');
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'Fin de journée', exact: true }).waitFor();
  const facts = page.locator('.desk-facts dd');
  await expect(facts).toHaveText(['1', '1', '1', '1', '1']);
  await expect(page.getByText('Tout concorde')).toBeVisible();
  await expect(page.locator('.day-end-numbers li')).toHaveText([`${voided} annulé, sa trace est gardée`]);
  await bringAxe(desk);
  expect(await axeFindings(page)).toEqual([]);

  await keys.press('F9');
  await expect(page.getByText('Journée clôturée sur ce poste', { exact: false })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Clôturer à nouveau' })).toBeVisible();
  const days = async () => (await grc.holdings()).deskDays.filter(({ closing }) => closing?.numbers?.first === first);
  await expect.poll(days).toMatchObject([{ closing: { totals: { requests: 1, mailItems: 0 }, numbers: { first, last: voided }, voided: [voided] }, gaps: [] }]);
  await keys.press('F9');
  await expect.poll(async () => (await days())[0]?.rev).toBe(3);
  await keys.press('Alt+Digit5');
  await expect(page.getByText('Rien n’attend : tout est transmis.')).toBeVisible();
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
  await page.waitForTimeout(150);
  expect(await widestOverflow(page)).toBe(0);
  expect(desk.complaints).toEqual([]);
});
