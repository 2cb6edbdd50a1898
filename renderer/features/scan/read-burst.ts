import type { ScannedCode } from '#renderer/platform/scanned-codes.ts';
import { recogniseCode } from '#shared/domain/barcode/recognise-code.ts';
import { FRENCH, US, written, type Stroke } from './keyboard-layouts.ts';

/**
 * What the scanner read, from the keys that it pressed: a scanner knows neither the PC's layout nor its Caps Lock, so
 * each layout that it may be set to is tried, and the one in which the code means something wins.
 */
export function readBurst(strokes: readonly Stroke[], trackingPortal: string | undefined): ScannedCode {
  const texts = [textIn(strokes, US), textIn(strokes, FRENCH), strokes.map(({ key }) => (key.length === 1 ? key : '')).join('')];
  // A scanner that sees Caps Lock on may press Shift for the small letters.
  const readings = [...texts, ...texts.map(otherCase)].map((text) => ({ text, code: recogniseCode(text, trackingPortal) }));
  const [best] = readings.toSorted((a, b) => doubt(a, trackingPortal) - doubt(b, trackingPortal));
  if (best === undefined || best.code.kind === 'foreign') return asWritten(strokes, texts);
  return best;
}

function textIn(strokes: readonly Stroke[], layout: typeof US): string {
  return strokes.map((stroke) => written(stroke, layout)).join('');
}

function otherCase(text: string): string {
  return text.replace(/\p{L}/gu, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()));
}

function doubt({ text, code }: ScannedCode, portal: string | undefined): number {
  if (code.kind === 'foreign') return 3;
  if (code.kind === 'wrong-key' || (code.kind === 'la-poste' && code.key === 'unexpected')) return 2;
  // The case of an address's host does not matter, that of its token does.
  return code.kind === 'tracking' && portal !== undefined && !text.includes(portal.replace(/\/+$/, '')) ? 1 : 0;
}

/** Little tells the layouts apart: an address is one in its own only, and a French keyboard writes digits with Shift. */
function asWritten(strokes: readonly Stroke[], [us = '', french = '']: readonly string[]): ScannedCode {
  const digits = strokes.filter(({ code }) => code.startsWith('Digit'));
  const isFrench = french.includes('://') || (digits.length > 0 && digits.every(({ shift }) => shift));
  const text = isFrench ? french : us;
  return { text, code: { kind: 'foreign' } };
}

/** Whether a text that means nothing to the desk has the shape of a code all the same: one word, with a digit in it, or an address. */
export function looksLikeCode({ text, code }: ScannedCode): boolean {
  return code.kind !== 'foreign' || (/^\S+$/.test(text) && /\d|:\/\//.test(text));
}
