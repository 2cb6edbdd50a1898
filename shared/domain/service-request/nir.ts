/**
 * Whether a text holds a French social security number (NIR): 13 digits alone, or with its key of 2, whatever
 * separators. It is refused in free text: a town hall has no right to keep it (decree 2019-341).
 */
export function containsNir(text: string): boolean {
  const candidates = text.matchAll(/(?<!\d)[12][\s.-]?\d{2}[\s.-]?(?:0[1-9]|1[0-2]|[2-9]\d)[\s.-]?(?:\d{2}|2[AB])[\s.-]?\d{3}[\s.-]?\d{3}(?:[\s.-]?(\d{2}))?(?!\d)/gi);
  for (const [whole, key] of candidates) {
    const body = whole.replace(/[\s.-]/g, '').slice(0, 13).toUpperCase();
    if (key === undefined || Number(key) === nirKey(body)) return true;
  }
  return false;
}

/** 97 less the remainder by 97; Corsica's 2A and 2B count as 19 and 18. */
function nirKey(body: string): number {
  const digits = body.replace('2A', '19').replace('2B', '18');
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return 97 - rest;
}
