/** Printable characters of code page 1252 above ASCII: what a receipt printer set to WPC1252 can show. */
const HIGH = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

const REPLACED: Readonly<Record<string, string>> = {
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '–',
  '\u2015': '—',
  '\u2212': '-',
  '\u02bc': '’',
  '\u2192': '>',
};

/** A space that must not end a line; the one space that wrapping keeps with its neighbours. */
export const NBSP = '\u00a0';

/**
 * Text that a WPC1252 printer prints as read, and nothing it would take for a command: composed (NFC),
 * control characters become spaces (or vanish when invisible), narrow no-break spaces become no-break ones,
 * a letter outside the page loses its accent, or becomes `?`.
 */
export function toCp1252Text(text: string): string {
  let safe = '';
  for (const char of text.normalize('NFC')) safe += safeCharacter(char);
  return safe;
}

/** True when every character is one byte of code page 1252 and none is a control character. */
export function isCp1252Text(text: string): boolean {
  return Array.from(text).every(isPrintable);
}

function safeCharacter(char: string): string {
  if (isPrintable(char)) return char;
  const replaced = REPLACED[char];
  if (replaced !== undefined) return replaced;
  if (/[\u202f\u2007]/.test(char)) return NBSP;
  // A control character never reaches the printer: ESC @ in a name would reset it.
  if (/[\s\u0000-\u001f\u007f-\u009f]/.test(char)) return ' ';
  if (/\p{Cf}|\p{M}/u.test(char)) return '';
  const bare = char.normalize('NFKD').replace(/\p{M}/gu, '');
  return bare !== '' && isCp1252Text(bare) ? bare : '?';
}

function isPrintable(char: string): boolean {
  return /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u00ff]$/.test(char) || HIGH.includes(char);
}
