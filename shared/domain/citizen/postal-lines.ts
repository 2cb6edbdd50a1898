import type { Address } from './citizen.ts';

/** NF Z10-011: at most six lines of 38 characters; from the street on in capitals, without punctuation. */
const MOST_LINES = 6;
const WIDEST = 38;

/**
 * The address as it is written on an envelope: who, what completes the address, street, postcode and city. A line that is too
 * wide goes on in the next; what does not fit six lines is cut before the last, which finds the town. Only the name when there
 * is no address.
 */
export function postalLines(name: string, address: Address | undefined): readonly string[] {
  const own = wrapped(name);
  if (address === undefined) return own.slice(0, MOST_LINES);
  const { street, city } = streetAndCity(address);
  const complement = address.complement === undefined ? [] : wrapped(address.complement);
  const before = [...own, ...complement, ...wrapped(posted(street))].slice(0, MOST_LINES - 1);
  return [...before, ...(city === '' ? [] : [posted(city).slice(0, WIDEST)])];
}

/** A label typed by hand is taken apart at its postcode. */
function streetAndCity({ label, housenumber, street, postcode, city }: Address): { readonly street: string; readonly city: string } {
  if (street !== undefined && city !== undefined) return { street: [housenumber, street].filter((part) => part !== undefined).join(' '), city: [postcode, city].filter((part) => part !== undefined).join(' ') };
  const [, before = label, after = ''] = /^(.*?)[\s,]*(\b\d{5}\s+\S.*)$/.exec(label) ?? [];
  return { street: before, city: after };
}

function posted(text: string): string {
  return text
    .replace(/[.,;:()"]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLocaleUpperCase('fr-FR');
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/).filter((each) => each !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDEST) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.slice(0, WIDEST));
  }
  return lines;
}
