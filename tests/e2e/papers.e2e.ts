import { writeFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { receiptBytes } from '#electron/printing/receipt-bytes.ts';
import type { Receipt } from '#shared/domain/receipt/receipt.ts';
import { receiptLines } from '#shared/printing/receipt-lines.ts';
import { sampleReceipts } from '#shared/printing/testing/sample-receipts.ts';
import { beginVisit, countedKeyboard, openDesk, pickProcedure, recordComplaint } from '#tests/harness/clerk.ts';
import { launchDesk } from '#tests/harness/desk.ts';
import { decodeReceipt } from '#tests/printer/decode-receipt.ts';
import { codesOn } from '#tests/printer/read-paper.ts';
import { receiptPicture } from '#tests/printer/receipt-picture.ts';
import { test } from './desk-fixture.ts';

test('the codes of every ticket read back from its picture, on wide and on narrow paper', async ({ launch, userData }, testInfo) => {
  const desk = await launchDesk(launch, { userData });
  for (const [name, receipt] of Object.entries<Receipt>(sampleReceipts)) {
    for (const columns of [48, 42, 35, 32] as const) {
      const picture = await receiptPicture(desk.app, decodeReceipt(receiptBytes(receiptLines(receipt, columns), columns)));
      writeFileSync(testInfo.outputPath(`${name}-${columns}.png`), picture);
      expect({ name, columns, codes: codesOn(picture) }).toEqual({
        name,
        columns,
        codes: [
          { type: 'CODE-128', data: columns < 42 ? receipt.number.replaceAll('-', '') : receipt.number },
          ...(receipt.trackingUrl === null ? [] : [{ type: 'QR-Code', data: receipt.trackingUrl }]),
        ],
      });
    }
  }
  await desk.close();
});

test('a number annulled while its receipt waits for paper is not printed when the paper is back', async ({ desk, printer }) => {
  const { page } = desk;
  const keys = countedKeyboard(page);
  const complaint = async (): Promise<string> => {
    return recordComplaint(page, keys);
  };
  const before = printer.jobs.length;
  printer.fail('paper-out');
  await complaint();
  await expect(page.getByText('Récépissé en attente : plus de papier.')).toBeVisible();
  await keys.press('Control+z');
  await expect(page.getByText('Le numéro ne sera jamais redonné.', { exact: false })).toBeVisible();
  printer.fail('none');
  await keys.press('Escape');
  const next = await complaint();
  await expect(page.getByText('Récépissé imprimé.')).toBeVisible();
  expect(printer.jobs.slice(before).map((bytes) => decodeReceipt(bytes).number)).toEqual([next]);
});

test('a ticket that was leaving when the app was killed is asked about at the next start, and never printed again by itself', async ({ desk, launch, userData, printer }, testInfo) => {
  await desk.close();
  const env = { PLAINPIED_TRIAL_REMOTE: '1' };
  const doomed = await launchDesk(launch, { userData, env: { ...env, PLAINPIED_FAILPOINT: 'print: sending' } });
  await openDesk(doomed.page);
  const keys = countedKeyboard(doomed.page);
  await beginVisit(doomed.page, keys, 'mar zo 84');
  await pickProcedure(doomed.page, keys, 'réclam');
  await keys.type('Bruit');
  await keys.press('Tab');
  await keys.type('La nuit');
  const gone = new Promise<void>((resolve) => doomed.app.once('close', () => resolve()));
  await doomed.page.keyboard.press('F9').catch(() => undefined);
  await gone;

  const before = printer.jobs.length;
  const again = await launchDesk(launch, { userData, env });
  await openDesk(again.page);
  const question = again.page.getByText('le ticket est-il sorti ?', { exact: false });
  await expect(question).toBeVisible();
  await again.page.screenshot({ path: testInfo.outputPath('asked.png') });
  expect(printer.jobs.length).toBe(before);
  await again.page.getByRole('button', { name: 'Non : réimprimer (duplicata)' }).click();
  await expect(question).toBeHidden();
  await expect.poll(() => printer.jobs.slice(before).map((bytes) => decodeReceipt(bytes).duplicata)).toEqual([true]);
  await again.close();
});
