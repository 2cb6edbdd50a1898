import type { KeyDown } from '../hand-scanner.ts';
import { FRENCH, US, type Stroke } from '../keyboard-layouts.ts';

const LAYOUTS = { us: US, french: FRENCH } as const;
export type Layout = keyof typeof LAYOUTS;

/** What a PC of this layout makes of a key; Caps Lock of Windows shifts letters, and on AZERTY the row of digits too. */
function keyOn(pc: Layout, { code, shift, altGr }: Omit<Stroke, 'key'>, capsLock: boolean): string {
  const [plain = 'Unidentified', shifted = plain, third = plain] = LAYOUTS[pc][code] ?? [];
  if (altGr) return third;
  const locks = code.startsWith('Key') || (pc === 'french' && (code.startsWith('Digit') || code === 'Semicolon'));
  return shift !== (capsLock && locks) ? shifted : plain;
}

/** The keys that a scanner set to a layout presses for a text, as they arrive on a PC of another. */
export function strokesOf(text: string, { scanner, pc, capsLock = false }: { readonly scanner: Layout; readonly pc: Layout; readonly capsLock?: boolean }): readonly Stroke[] {
  return [...text].map((letter) => {
    const found = Object.entries(LAYOUTS[scanner]).flatMap(([code, keys]) => (code.startsWith('Numpad') ? [] : keys.map((key, level) => ({ code, key, level })))).find(({ key }) => key === letter);
    if (found === undefined) throw new Error(`no key writes ${letter}`);
    const stroke = { code: found.code, shift: found.level === 1, altGr: found.level === 2, ctrl: false };
    return { ...stroke, key: keyOn(pc, stroke, capsLock) };
  });
}

/** Those keys going down one after the other, with Shift and AltGr pressed before the letters that need them. */
export function keysDown(strokes: readonly Stroke[], { at, everyMs }: { readonly at: number; readonly everyMs: number }): readonly KeyDown[] {
  let now = at;
  const next = (stroke: Stroke): KeyDown => {
    const down = { ...stroke, repeat: false, at: now };
    now += everyMs;
    return down;
  };
  return strokes.flatMap((stroke) => {
    const bare = { key: '', shift: stroke.shift, altGr: stroke.altGr, ctrl: false };
    const modifier = stroke.shift ? [next({ ...bare, key: 'Shift', code: 'ShiftLeft' })] : stroke.altGr ? [next({ ...bare, key: 'AltGraph', code: 'AltRight' })] : [];
    return [...modifier, next(stroke)];
  });
}

export const ENTER: Stroke = { code: 'Enter', key: 'Enter', shift: false, altGr: false, ctrl: false };
