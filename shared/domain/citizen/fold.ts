const SPECIAL: Readonly<Record<string, string>> = { Œ: 'OE', Æ: 'AE', ẞ: 'SS', Ø: 'O', Ł: 'L', Đ: 'D' };

/** Upper case without accents; `œ`, `æ` and `ß` as two letters. Keeps punctuation. */
export function foldLetters(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[ŒÆẞØŁĐ]/g, (letter) => SPECIAL[letter] ?? letter);
}

/** Words of a name: hyphens, apostrophes and everything else that is no letter or digit separate. */
export function foldWords(text: string): readonly string[] {
  return foldLetters(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
