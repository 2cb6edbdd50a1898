import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleReceipts } from './testing/sample-receipts.ts';
import { isCp1252Text, toCp1252Text } from './cp1252.ts';
import { receiptLines, type Columns } from './receipt-lines.ts';
import { wrap, wrapHanging } from './wrap.ts';

const columns = fc.constantFrom<Columns>(48, 42, 35, 32);
const spoken = fc.string({ unit: fc.constantFrom('a', 'é', 'mot', ' ', '\u00a0', '-', 'anticonstitutionnellement') });

test('no wrapped line is wider than the paper and no text is lost', () => {
  fc.assert(fc.property(spoken, columns, (text, width) => {
    const lines = wrap(text, width);
    expect(lines.filter((line) => line.length > width)).toEqual([]);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  }));
});

test('a line never ends at a no-break space that fits on the next one', () => {
  expect(wrap('Bonjour à tous\u00a0: merci', 14)).toEqual(['Bonjour à', 'tous\u00a0: merci']);
});

test('a hanging list keeps its text under its lead', () => {
  expect(wrapHanging('- ', 'un deux trois quatre', 12)).toEqual(['- un deux', '  trois', '  quatre']);
});

test('a word longer than the paper is cut at a hyphen where it has one', () => {
  expect(wrap('SOCIÉTÉ-INTERDÉPARTEMENTALE-DE-TRAVAUX', 20)).toEqual(['SOCIÉTÉ-', 'INTERDÉPARTEMENTALE-', 'DE-TRAVAUX']);
  expect(wrap('anticonstitutionnellement', 10)).toEqual(['anticonsti', 'tutionnell', 'ement']);
});

test('on narrow paper a long name goes on two characters in, not under its label', () => {
  const texts = (width: Columns): readonly string[] =>
    receiptLines(sampleReceipts.long, width).flatMap((line) => (line.kind === 'text' ? [line.text.replaceAll('\u00a0', ' ')] : []));
  const named = (lines: readonly string[]) => lines.slice(lines.findIndex((line) => line.startsWith('Représenté')), lines.findIndex((line) => line.startsWith('Pour')));
  expect([named(texts(32)), named(texts(48))]).toEqual([
    ['Représenté par :', '  SOCIÉTÉ-INTERDÉPARTEMENTALE-', '  DE-TRAVAUX-ET-D’ÉCHAFAUDAGES', '  Jean-Barthélemy'],
    ['Représenté par : SOCIÉTÉ-INTERDÉPARTEMENTALE-DE-', '                 TRAVAUX-ET-D’ÉCHAFAUDAGES', '                 Jean-Barthélemy'],
  ]);
});

test('every code has a line of white above and below it, or the paper of the number', () => {
  const around = receiptLines(sampleReceipts.usual, 48).flatMap((line, i, all) =>
    line.kind === 'qr' || line.kind === 'code128' ? [[all[i - 1]?.kind, line.kind, all[i + 1]?.kind]] : []);
  expect(around).toEqual([['blank', 'qr', 'blank'], ['blank', 'code128', 'text']]);
});

test('whatever was typed, the printer only sees printable characters of its page', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(isCp1252Text(toCp1252Text(text))).toBe(true);
  }));
});

test('French text passes unharmed, commands and foreign letters do not', () => {
  expect(toCp1252Text('É œ Ÿ € ’ « » … –')).toBe('É œ Ÿ € ’ « » … –');
  expect(toCp1252Text('e\u0301 12\u202f€ \u001b@x ş→🙂')).toBe('é 12\u00a0€  @x s>?');
});

test('every line of every receipt fits on every paper', () => {
  for (const receipt of Object.values(sampleReceipts)) {
    for (const width of [48, 42, 35, 32] as const) {
      const texts = receiptLines(receipt, width).filter((line) => line.kind === 'text');
      expect(texts.filter(({ text, size }) => text.length > (size === 'double' ? width / 2 : width) || !isCp1252Text(text))).toEqual([]);
    }
  }
});

test('the same facts are on every width', () => {
  const facts = (width: Columns): string =>
    receiptLines(sampleReceipts.long, width).map((line) => (line.kind === 'text' ? line.text : '')).join('').replaceAll(' ', '');
  expect([facts(42), facts(35), facts(32)]).toEqual([facts(48), facts(48), facts(48)]);
});
