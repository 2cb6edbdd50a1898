import { expect, test } from 'vitest';
import { sniff } from './sniff.ts';

const text = (words: string): Uint8Array => Uint8Array.from(words, (letter) => letter.charCodeAt(0));

test.each([
  ['a PDF', text('%PDF-1.7\n'), 'application/pdf'],
  ['a PDF after a few bytes of a scanner', text('\u0000\u0000PRN %PDF-1.4'), 'application/pdf'],
  ['a JPEG', text('\u00ff\u00d8\u00ff\u00e0'), 'image/jpeg'],
  ['a PNG', text('\u0089PNG\r\n\u001a\n'), 'image/png'],
  ['a TIFF of either order', text('II*\u0000'), 'image/tiff'],
  ['the other', text('MM\u0000*'), 'image/tiff'],
  ['a program', text('MZ\u0090'), 'foreign'],
  ['a spreadsheet', text('PK\u0003\u0004'), 'foreign'],
  ['a page of the web', text('  <!DOCTYPE html>'), 'foreign'],
  ['a text', text('bonjour'), undefined],
  ['nothing', text(''), undefined],
])('%s', (_name, bytes, type) => {
  expect(sniff(bytes)).toBe(type);
});
