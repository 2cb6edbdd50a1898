/** What stands before the message of a 2D-Doc; nothing here has been verified yet. */
export type TwoDDocHeader = {
  readonly version: 1 | 2 | 3 | 4;
  /** The certificate authority, e.g. `FR03`; `FR00` signs tests only. */
  readonly authority: string;
  readonly certificate: string;
  /** `YYYY-MM-DD`; null when the issuer gave none. */
  readonly issuedOn: string | null;
  readonly signedOn: string | null;
  /** Two characters of France Titres' list, e.g. `00` for a proof of address. */
  readonly documentType: string;
};

const HEADER = /^DC0([1-4])([A-Z0-9]{4})([A-Z0-9]{4})([0-9A-F]{4})([0-9A-F]{4})([A-Z0-9]{2})/;
const LENGTHS = { 1: 22, 2: 22, 3: 24, 4: 26 } as const;
const FIRST_DAY = Date.UTC(2000, 0, 1);
const MS_A_DAY = 86_400_000;

/** Reads the header of a 2D-Doc of versions 1 to 4 in C40 (France Titres, V3.3.9); undefined when the text is none. */
export function parseTwoDDocHeader(text: string): TwoDDocHeader | undefined {
  const [, digit, authority = '', certificate = '', issued = '', signed = '', documentType = ''] = HEADER.exec(text) ?? [];
  if (digit === undefined) return undefined;
  const version = Number(digit) as TwoDDocHeader['version'];
  // Perimeter (version 3) and country (version 4) belong to the header too.
  if (!/^[A-Z0-9]*$/.test(text.slice(22, LENGTHS[version])) || text.length < LENGTHS[version]) return undefined;
  return { version, authority, certificate, issuedOn: dayOf(issued), signedOn: dayOf(signed), documentType };
}

/** Days since 1 January 2000 in hexadecimal; FFFF is no date. */
function dayOf(hexadecimal: string): string | null {
  if (hexadecimal === 'FFFF') return null;
  return new Date(FIRST_DAY + Number.parseInt(hexadecimal, 16) * MS_A_DAY).toISOString().slice(0, 10);
}
