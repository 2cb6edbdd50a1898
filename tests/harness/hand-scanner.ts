import type { Page } from 'playwright-core';
import { ENTER, keysDown, strokesOf, type Layout } from '#renderer/features/scan/testing/strokes.ts';

export type HandScanner = {
  readonly everyMs: number;
  /** What the scanner believes the PC's layout to be, and what it is. */
  readonly scanner: Layout;
  readonly pc: Layout;
  readonly capsLock: boolean;
};

const [CTRL, SHIFT] = [2, 8];

/**
 * Presses the keys that a hand scanner presses, each at its own time: the time is that of the event, and none waits for
 * the answer of the one before, so that a slow machine does not slow the scanner down.
 */
export async function scanInto(page: Page, text: string, { everyMs, ...layouts }: HandScanner): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const start = Date.now();
  const events = keysDown([...strokesOf(text, layouts), ENTER], { at: 0, everyMs }).flatMap(({ code, key, shift, ctrl, at }) => {
    const enter = code === 'Enter';
    const letters = enter ? '\r' : key.length === 1 ? key : '';
    const event = { code, key, modifiers: (ctrl ? CTRL : 0) | (shift ? SHIFT : 0), timestamp: (start + at) / 1000, ...(enter && { windowsVirtualKeyCode: 13 }) };
    return [
      letters === '' ? { ...event, type: 'rawKeyDown' as const } : { ...event, type: 'keyDown' as const, text: letters },
      { ...event, type: 'keyUp' as const },
    ];
  });
  await Promise.all(events.map((event) => devtools.send('Input.dispatchKeyEvent', event)));
  await devtools.detach();
}
