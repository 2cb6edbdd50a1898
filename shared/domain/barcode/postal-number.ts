/** A tracking number that a post prints as a barcode. */
export type PostalNumber =
  /** UPU S10, international: `RA123456785FR`, its check digit right. */
  | { readonly kind: 's10'; readonly number: string }
  /**
   * La Poste, domestic: `1A12345678901`. The rule of its last digit is not published, only inferred from printed
   * numbers (one of seven contradicts it), so a key that is not the expected one is worth a warning, never a refusal.
   */
  | { readonly kind: 'la-poste'; readonly number: string; readonly key: 'expected' | 'unexpected' };

/** Why a text that has the shape of a postal number is not one. */
export type PostalRefusal = 's10-check-digit';

const S10_WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];
const S10 = /^([A-Z]{2})(\d{8})(\d)([A-Z]{2})$/;
const LA_POSTE = /^\d[A-Z](\d{10})(\d)$/;
// What the return receipt of a registered letter carries: header, kind, number, key.
const RETURN_RECEIPT = /^ARLAPOSTE;\d+;([^;]+);(\d)$/;

/** Reads a number as scanned or typed, with any separators; undefined when it has the shape of neither. */
export function parsePostalNumber(text: string): PostalNumber | PostalRefusal | undefined {
  const whole = text.toUpperCase().replace(RETURN_RECEIPT, '$1$2');
  const number = whole.replace(/[\s.\-/]/g, '');
  const [, , body = '', check] = S10.exec(number) ?? [];
  if (check !== undefined) return s10CheckDigit(body) === check ? { kind: 's10', number } : 's10-check-digit';
  const [, digits = '', key] = LA_POSTE.exec(number) ?? [];
  if (key === undefined) return undefined;
  return { kind: 'la-poste', number, key: laPosteKey(digits) === key ? 'expected' : 'unexpected' };
}

/** UPU S10: 11 minus the weighted sum modulo 11; 10 is written 0 and 11 is written 5. */
export function s10CheckDigit(eightDigits: string): string {
  const sum = S10_WEIGHTS.reduce((total, weight, at) => total + weight * Number(eightDigits[at]), 0);
  const check = 11 - (sum % 11);
  return String(check === 10 ? 0 : check === 11 ? 5 : check);
}

/** Weights 3, 1, 3, 1… from the right, completed to a multiple of ten; the two-character prefix does not count. */
export function laPosteKey(tenDigits: string): string {
  const sum = [...tenDigits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}
