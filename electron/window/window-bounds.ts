import { z } from 'zod';

export const MIN_WIDTH = 1024;
export const MIN_HEIGHT = 640;

export const windowStateSchema = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(MIN_WIDTH).max(20_000),
  height: z.int().min(MIN_HEIGHT).max(20_000),
  maximized: z.boolean(),
  /** Chromium's zoom level: 0 is 100 %, each step multiplies by 1.2. */
  zoomLevel: z.number().min(-3).max(5),
});
export type WindowState = z.infer<typeof windowStateSchema>;
export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The common screen of a counter. */
export const FIRST_STATE: WindowState = { width: 1366, height: 768, maximized: false, zoomLevel: 0 };

/** Keeps a remembered place only if enough of the title bar is on a screen that still exists. */
export function onAScreen(state: WindowState, screens: readonly Area[]): WindowState {
  const { x, y } = state;
  if (x === undefined || y === undefined) return state;
  const visible = screens.some(
    (screen) => x + state.width > screen.x + 100 && x < screen.x + screen.width - 100 && y >= screen.y - 10 && y < screen.y + screen.height - 40,
  );
  if (visible) return state;
  const { x: _x, y: _y, ...unplaced } = state;
  return unplaced;
}

/** The next zoom level for `+`, `-` or `0`, within what the screens are drawn for (58 % to 248 %). */
export function nextZoom(level: number, key: '+' | '-' | '0'): number {
  if (key === '0') return 0;
  return Math.min(5, Math.max(-3, level + (key === '+' ? 0.5 : -0.5)));
}
