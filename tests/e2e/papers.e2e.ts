import { writeFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { receiptBytes } from '#electron/printing/receipt-bytes.ts';
import type { Receipt } from '#shared/domain/receipt/receipt.ts';
import { receiptLines } from '#shared/printing/receipt-lines.ts';
import { sampleReceipts } from '#shared/printing/testing/sample-receipts.ts';
import { beginVisit, countedKeyboard, pickProcedure, recordedNumber } from '#tests/harness/clerk.ts';
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
    await beginVisit(page, keys, 'mar zo 84');
    await pickProcedure(page, keys, 'réclam');
    await keys.type('Bruit');
    await keys.press('Tab');
    await keys.type('La nuit');
    await keys.press('F9');
    return recordedNumber(page);
  };
  printer.fail('paper-out');
  await complaint();
  await expect(page.getByText('Récépissé en attente : plus de papier.')).toBeVisible();
  await keys.press('Control+z');
  await expect(page.getByText('Le numéro ne sera jamais redonné.', { exact: false })).toBeVisible();
  printer.fail('none');
  await keys.press('Escape');
  const next = await complaint();
  await expect(page.getByText('Récépissé imprimé.')).toBeVisible();
  expect(printer.jobs.map((bytes) => decodeReceipt(bytes).number)).toEqual([next]);
});
