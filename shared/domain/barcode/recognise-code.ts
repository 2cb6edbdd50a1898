import { parseDeskNumber } from '../desk/desk-number.ts';
import { parsePostalNumber, type PostalNumber } from './postal-number.ts';
import { parseTwoDDocHeader, type TwoDDocHeader } from './two-d-doc-header.ts';

/** What the text of a barcode is to a town hall's desk. */
export type RecognisedCode =
  /** The number of a request or of a letter, its key right. */
  | { readonly kind: 'desk-number'; readonly number: string }
  /** The QR of a receipt: it holds the request's tracking token, not its number. */
  | { readonly kind: 'tracking'; readonly token: string }
  | PostalNumber
  | { readonly kind: '2d-doc'; readonly header: TwoDDocHeader }
  /** It has the shape of a number of ours, or of an S10, and its key is wrong: misread, or mistyped by who printed it. */
  | { readonly kind: 'wrong-key'; readonly of: 'desk-number' | 's10' }
  | { readonly kind: 'foreign' };

/** A symbology identifier (`]C1`), which some hand scanners put before every code. */
const AIM_PREFIX = /^\][A-Za-z]\d/;
const OUR_SHAPE = /(?:^|[^\d-])(\d{2}-\d{3}-\d{2}-\d{6}-\d{2})(?![\d-])/;

/**
 * Says what a decoded text is; `trackingPortal` is the town's, whose addresses with a token are ours. Control
 * characters must be as they stand in the code (a 2D-Doc has GS and US in it).
 */
export function recogniseCode(text: string, trackingPortal?: string): RecognisedCode {
  const content = text.replace(AIM_PREFIX, '');
  const twoDDoc = parseTwoDDocHeader(content);
  if (twoDDoc !== undefined) return { kind: '2d-doc', header: twoDDoc };
  const token = trackingToken(content, trackingPortal);
  if (token !== undefined) return { kind: 'tracking', token };
  const number = parseDeskNumber(content) ?? parseDeskNumber(OUR_SHAPE.exec(content)?.[1] ?? '');
  if (number !== undefined) return { kind: 'desk-number', number };
  if (OUR_SHAPE.test(content)) return { kind: 'wrong-key', of: 'desk-number' };
  const postal = parsePostalNumber(content);
  if (postal === 's10-check-digit') return { kind: 'wrong-key', of: 's10' };
  return postal ?? { kind: 'foreign' };
}

function trackingToken(content: string, portal: string | undefined): string | undefined {
  if (portal === undefined) return undefined;
  const base = `${portal.replace(/\/+$/, '')}/`;
  // An address's scheme and host have no case, and some scanners shout.
  if (content.slice(0, base.length).toLowerCase() !== base.toLowerCase()) return undefined;
  return /^[A-Za-z0-9_-]{22}(?=$|[/?#])/.exec(content.slice(base.length))?.[0];
}
