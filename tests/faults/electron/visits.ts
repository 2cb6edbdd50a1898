import { randomFillSync } from 'node:crypto';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { beginVisit, countedKeyboard, pickProcedure, recordedNumber } from '#tests/harness/clerk.ts';

/** Some 3 MiB, and never twice the same: a GRC that holds a person’s bytes already asks for no piece of them. */
function noise(): Buffer {
  const picture = new PNG({ width: 900, height: 900 });
  randomFillSync(picture.data);
  return PNG.sync.write(picture);
}

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
  await page.locator('input[type=file]').setInputFiles([{ name: 'photo.png', mimeType: 'image/png', buffer: noise() }]);
  await page.locator('.visit-files li').first().waitFor();
}

export function saysTransmitted(page: Page): Promise<boolean> {
  return page.getByText(/Transmise n° D-/).first().isVisible();
}
