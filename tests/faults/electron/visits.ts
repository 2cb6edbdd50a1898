import type { Page } from 'playwright-core';
import { samplePng } from '#tests/demo/files.ts';
import { beginVisit, countedKeyboard, pickProcedure, recordedNumber } from '#tests/harness/clerk.ts';

let picture: Buffer | undefined;

/** A complaint, typed by a clerk; with a picture of more than 1 MiB when asked. Answers with the number shown. */
export async function recordVisit(page: Page, options: { readonly withFile?: boolean } = {}): Promise<string> {
  await typeVisit(page, options);
  await page.keyboard.press('F9');
  return recordedNumber(page);
}

/** All of it but the last key. */
export async function typeVisit(page: Page, { withFile = false }: { readonly withFile?: boolean } = {}): Promise<void> {
  const keys = countedKeyboard(page);
  await beginVisit(page, keys, 'mar zo 84');
  await pickProcedure(page, keys, 'réclam');
  await keys.type('Bruit');
  await keys.press('Tab');
  await keys.type('La nuit');
  if (!withFile) return;
  picture ??= samplePng();
  await page.locator('input[type=file]').setInputFiles([{ name: 'photo.png', mimeType: 'image/png', buffer: picture }]);
  await page.locator('.visit-files li').first().waitFor();
}

export function saysTransmitted(page: Page): Promise<boolean> {
  return page.getByText(/Transmise n° D-/).first().isVisible();
}
