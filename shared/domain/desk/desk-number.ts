import { z } from 'zod';

/** `YY-SSS-PP-NNNNNN-KK`: year, site, desk, sequence, key (design: digits only, dictated by phone). */
export const deskNumberSchema = z.string().regex(/^\d{2}-\d{3}-\d{2}-\d{6}-\d{2}$/);

export type DeskNumberParts = {
  /** Full local year, e.g. 2026. */
  readonly year: number;
  readonly site: string;
  readonly desk: string;
  readonly sequence: number;
};

/** Remainder of a decimal string of any length by 97, digit by digit. */
function mod97(digits: string): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}

/** The key of ISO/IEC 7064 MOD 97-10: the whole number modulo 97 is then 1. */
export function formatDeskNumber({ year, site, desk, sequence }: DeskNumberParts): string {
  if (!/^\d{3}$/.test(site) || !/^\d{2}$/.test(desk)) throw new Error('site is 3 digits, desk is 2');
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > 999_999) throw new Error('sequence out of 1..999999');
  const yy = String(year % 100).padStart(2, '0');
  const nnnnnn = String(sequence).padStart(6, '0');
  const key = 98 - mod97(`${yy}${site}${desk}${nnnnnn}00`);
  return `${yy}-${site}-${desk}-${nnnnnn}-${String(key).padStart(2, '0')}`;
}

/** Reads a number typed or scanned with any separators; undefined unless its 15 digits carry a right key. */
export function parseDeskNumber(typed: string): string | undefined {
  const digits = typed.replace(/[\s.\-/]/g, '');
  if (!/^\d{15}$/.test(digits) || mod97(digits) !== 1) return undefined;
  return [digits.slice(0, 2), digits.slice(2, 5), digits.slice(5, 7), digits.slice(7, 13), digits.slice(13)].join('-');
}
