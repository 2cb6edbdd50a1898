/** Enough to mean somebody: three letters, or as many digits as a date has; a year alone would list the town. */
export function meansSomebody(text: string): boolean {
  const signs = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return signs >= (/\p{L}/u.test(text) ? 3 : 6);
}
