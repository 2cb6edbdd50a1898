import bwipjs from 'bwip-js/node';
import { expect, test } from 'vitest';
import { receiptLines, type Columns } from '#shared/printing/receipt-lines.ts';
import { sampleReceipts } from '#shared/printing/testing/sample-receipts.ts';
import { decodeReceipt, type DecodedLine } from '#tests/printer/decode-receipt.ts';
import type { Receipt } from '#shared/domain/receipt/receipt.ts';
import { receiptBytes } from './receipt-bytes.ts';

/** Dots across the print area, by characters in a line. */
const DOTS: Readonly<Record<Columns, number>> = { 48: 576, 42: 546, 35: 420, 32: 384 };
const WIDTHS = [48, 42, 35, 32] as const;
const samples = Object.entries<Receipt>(sampleReceipts);
const bytesOf = (receipt: Receipt, columns: Columns): Buffer => receiptBytes(receiptLines(receipt, columns), columns);
const words = (lines: readonly DecodedLine[]): string => lines.flatMap((line) => (line.kind === 'text' ? [line.text] : [])).join('\n');
const QUIET_MODULES = { qr: 8, code128: 20 };

test.each(samples)('%s: every character, style and code reads back from the bytes, on every paper', (_name, receipt) => {
  for (const columns of WIDTHS) {
    const lines = receiptLines(receipt, columns);
    const decoded = decodeReceipt(bytesOf(receipt, columns));
    const texts = decoded.lines.flatMap((line) => (line.kind === 'text' ? [line] : []));
    expect(texts.filter(({ text }) => text !== '').map(({ text, align, bold, width, height }) => ({ text, align, bold, width, height }))).toEqual(
      lines.flatMap((line) => {
        if (line.kind === 'rule') return [{ text: '-'.repeat(columns), align: 'left', bold: false, width: 1, height: 1 }];
        if (line.kind !== 'text' || line.text === '') return [];
        const size = line.size === 'double' ? 2 : 1;
        return [{ text: line.text, align: line.align, bold: line.bold, width: size, height: size }];
      }),
    );
    expect({ qr: decoded.qr, number: decoded.code128?.replaceAll('-', ''), title: decoded.isReceipt, duplicata: decoded.duplicata, cuts: decoded.cuts }).toEqual({
      qr: receipt.trackingUrl ?? undefined,
      number: receipt.number.replaceAll('-', ''),
      title: true,
      duplicata: receipt.copy === 'duplicate',
      cuts: 1,
    });
    expect(decoded.lines.at(-1)).toEqual({ kind: 'cut' });
  }
});

test('a ticket begins with a reset and the page of its accents, and leaves the page set for the next one', () => {
  const bytes = bytesOf(sampleReceipts.usual, 48);
  const page = [0x1b, 0x74, 16];
  expect([[...bytes.subarray(0, 5)], [...bytes.subarray(-3)]]).toEqual([[0x1b, 0x40, ...page], page]);
});

test('accents, ligatures, quotes and the euro come back as they were written', () => {
  const receipt = { ...sampleReceipts.usual, applicantName: 'L’HAŸ-ÉÈÀÇ Œdipe ça coûte 18 € « août » …–—' };
  expect(words(decodeReceipt(bytesOf(receipt, 48)).lines).replaceAll('\u00a0', ' ').replaceAll(/\n\s*/g, ' ')).toContain(receipt.applicantName);
});

test('commands typed in a name are only letters on paper', () => {
  const spoilt = { ...sampleReceipts.usual, applicantName: 'MARTIN\u001b@\u001dV\u0000 Zoé\u0010\u0004\u0001', procedureTitle: '\u001b{1 renversé' };
  const decoded = decodeReceipt(bytesOf(spoilt, 48));
  const lines = words(decoded.lines).replaceAll('\u00a0', ' ').split('\n');
  expect([lines.find((line) => line.startsWith('Demandeur')), lines.find((line) => line.includes('renversé')), decoded.cuts]).toEqual([
    'Demandeur : MARTIN @ V Zoé', '{1 renversé', 1,
  ]);
});

test('both codes fit across the narrowest paper with their quiet zones', () => {
  const long = { ...sampleReceipts.usual, trackingUrl: `https://demarches.agglomeration.example/${'suivi/'.repeat(25)}q83vEjRWeJCrze8SNFZ4kA` };
  for (const receipt of [sampleReceipts.usual, long]) {
    for (const columns of WIDTHS) {
      for (const line of decodeReceipt(bytesOf(receipt, columns)).lines) {
        if (line.kind !== 'qr' && line.kind !== 'code128') continue;
        const modules = line.kind === 'qr' ? qrModules(line.data) : line.modules;
        const dots = (modules + QUIET_MODULES[line.kind]) * line.dotsPerModule;
        expect({ kind: line.kind, columns, dots, fits: dots <= DOTS[columns] }).toEqual({ kind: line.kind, columns, dots, fits: true });
      }
    }
  }
});

/** Modules on one side, as another encoder counts them at the same level of correction. */
function qrModules(data: string): number {
  const [symbol] = bwipjs.raw('qrcode', data, 'eclevel=M');
  if (symbol === undefined || !('pixx' in symbol)) throw new Error('not a QR code');
  return symbol.pixx;
}
