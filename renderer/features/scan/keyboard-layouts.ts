/** What a key of this place on the keyboard writes: alone, with Shift, with AltGr. */
type Keys = Readonly<Record<string, readonly [plain: string, shifted: string, altGr?: string]>>;

const DIGITS = ['Digit1', 'Digit2', 'Digit3', 'Digit4', 'Digit5', 'Digit6', 'Digit7', 'Digit8', 'Digit9', 'Digit0'];

function row(codes: readonly string[], plain: string, shifted: string): Keys {
  return Object.fromEntries(codes.map((code, at) => [code, [plain[at] ?? '', shifted[at] ?? '']] as const));
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const letterCodes = LETTERS.map((letter) => `Key${letter}`);
const NUMPAD: Keys = {
  ...Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [`Numpad${digit}`, [String(digit), String(digit)]] as const)),
  NumpadSubtract: ['-', '-'], NumpadAdd: ['+', '+'], NumpadMultiply: ['*', '*'], NumpadDivide: ['/', '/'], NumpadDecimal: ['.', '.'],
};
const BOTH: Keys = { ...NUMPAD, Space: [' ', ' '] };

/** The layout that hand scanners come with. */
export const US: Keys = {
  ...BOTH,
  ...row(letterCodes, LETTERS.join('').toLowerCase(), LETTERS.join('')),
  ...row(DIGITS, '1234567890', '!@#$%^&*()'),
  ...row(['Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon', 'Quote', 'Backquote', 'Comma', 'Period', 'Slash'], "-=[]\\;'`,./", '_+{}|:"~<>?'),
};

/** The layout of a scanner that was set for French PCs. */
export const FRENCH: Keys = {
  ...BOTH,
  ...row(letterCodes, 'qbcdefghijkl,noparstuvzxyw', 'QBCDEFGHIJKL?NOPARSTUVZXYW'),
  ...row(DIGITS, '&é"\'(-è_çà', '1234567890'),
  ...row(['Minus', 'Equal', 'Backslash', 'Semicolon', 'Quote', 'Backquote', 'Comma', 'Period', 'Slash', 'IntlBackslash'], ')=*mù²;:!<', '°+µM%²./§>'),
  Digit3: ['"', '3', '#'], Digit4: ["'", '4', '{'], Digit5: ['(', '5', '['], Digit6: ['-', '6', '|'], Digit8: ['_', '8', '\\'],
  Digit0: ['à', '0', '@'], Minus: [')', '°', ']'], Equal: ['=', '+', '}'], BracketRight: ['$', '£'],
};

export type Stroke = {
  /** Its place on the keyboard, as `KeyboardEvent.code`. */
  readonly code: string;
  /** What the PC's own layout made of it. */
  readonly key: string;
  readonly shift: boolean;
  readonly altGr: boolean;
  readonly ctrl: boolean;
};

/** What a scanner of this layout meant, whatever the PC's layout and its Caps Lock; empty for a key that writes nothing. */
export function written({ code, shift, altGr, ctrl }: Stroke, layout: Keys): string {
  const [plain = '', shifted = '', third = ''] = layout[code] ?? [];
  if (altGr) return third;
  const letter = shift ? shifted : plain;
  // As on a terminal: scanners send GS, RS and US of a 2D-Doc as Ctrl with ], ^ and _.
  return ctrl && letter !== '' ? String.fromCharCode(letter.toUpperCase().charCodeAt(0) & 0x1f) : letter;
}
