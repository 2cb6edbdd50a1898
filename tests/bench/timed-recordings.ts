import type { Page } from 'playwright-core';
import { beginVisit, countedKeyboard, pickProcedure } from '#tests/harness/clerk.ts';

/** Milliseconds from the key that records: to the journal's answer in the renderer, and to the number painted. */
export type Recording = { readonly durableMs: number; readonly paintedMs: number };

/** One whole visit by keyboard; only its recording is timed, in the page. */
export async function recordTimed(page: Page, nth: number): Promise<Recording> {
  const keys = countedKeyboard(page);
  await beginVisit(page, keys, 'mar zo 84');
  await pickProcedure(page, keys, 'réclam');
  await keys.type(`Bruit ${nth}`);
  await keys.press('Tab');
  await keys.type('La nuit');
  await page.evaluate(() => {
    performance.clearMeasures();
    const watch = (pressed: KeyboardEvent): void => {
      if (pressed.key !== 'F9') return;
      removeEventListener('keydown', watch, true);
      const observer = new MutationObserver(() => {
        if (document.querySelector('.receipt-number') === null) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => performance.measure('bench:painted', { start: pressed.timeStamp, end: performance.now() })));
      });
      observer.observe(document, { subtree: true, childList: true, characterData: true });
    };
    addEventListener('keydown', watch, true);
  });
  await keys.press('F9');
  await page.waitForFunction(() => performance.getEntriesByName('bench:painted').length > 0);
  return page.evaluate(() => {
    const duration = (name: string): number => performance.getEntriesByName(name, 'measure')[0]?.duration ?? NaN;
    return { durableMs: duration('sealed:visit'), paintedMs: duration('bench:painted') };
  });
}
