import thermal from 'node-thermal-printer';
import type { Columns, PaperLine } from '#shared/printing/receipt-lines.ts';

const { BreakLine, CharacterSet, PrinterTypes, ThermalPrinter } = thermal;
type Printer = InstanceType<typeof ThermalPrinter>;

const RESET = Buffer.from([0x1b, 0x40]);
const BAR_DOTS = 2;
const BAR_HEIGHT_DOTS = 80;
/** Dots a module: larger reads better, but a long address must fit across 58 mm. */
const QR_DOTS: Readonly<Record<Columns, number>> = { 48: 6, 42: 6, 35: 5, 32: 5 };

/**
 * The lines as ESC/POS for an 80 or 58 mm printer, up to and including the cut. node-thermal-printer only
 * builds bytes here: its own transports report papers as printed that never were.
 */
export function receiptBytes(lines: readonly PaperLine[], columns: Columns): Buffer {
  const printer = new ThermalPrinter({
    type: PrinterTypes.EPSON,
    // The typings want a string; an object keeps the library from opening anything.
    interface: NO_INTERFACE as unknown as string,
    width: columns,
    characterSet: CharacterSet.WPC1252,
    breakLine: BreakLine.NONE,
  });
  printer.setBuffer(RESET);
  printer.setCharacterSet(CharacterSet.WPC1252);
  for (const line of lines) addLine(printer, line, columns);
  printer.cut();
  // The cut resets the printer, so whatever comes next would lose its accents.
  printer.setCharacterSet(CharacterSet.WPC1252);
  return printer.getBuffer();
}

const NO_INTERFACE = {
  execute: () => Promise.reject(new Error('receipt-bytes prints nothing')),
  isPrinterConnected: () => Promise.resolve(false),
  getPrinterName: () => 'none',
};

function addLine(printer: Printer, line: PaperLine, columns: Columns): void {
  switch (line.kind) {
    case 'blank':
      printer.newLine();
      return;
    case 'rule':
      printer.alignLeft();
      printer.println('-'.repeat(columns));
      return;
    case 'text':
      addText(printer, line);
      return;
    case 'qr':
      printer.alignCenter();
      printer.printQR(line.data, { model: 2, cellSize: QR_DOTS[columns], correction: 'M' });
      printer.alignLeft();
      return;
    case 'code128':
      printer.alignCenter();
      // The typings ask for words where the command takes dots.
      printer.code128(code128Data(line.data), { width: BAR_DOTS, height: BAR_HEIGHT_DOTS } as never);
      printer.alignLeft();
      return;
  }
}

function addText(printer: Printer, { text, align, bold, size }: Extract<PaperLine, { kind: 'text' }>): void {
  if (align === 'center') printer.alignCenter();
  else printer.alignLeft();
  if (bold) printer.bold(true);
  if (size === 'double') printer.setTextSize(1, 1);
  printer.println(text);
  if (size === 'double') printer.setTextNormal();
  if (bold) printer.bold(false);
}

/** Data for a printer that begins in code set B: digits alone go by pairs in set C, half as wide; a brace is doubled. */
function code128Data(data: string): string {
  if (!/^\d{2,}$/.test(data)) return data.replaceAll('{', '{{');
  const odd = data.length % 2;
  const pairs = data.slice(odd).match(/../g) ?? [];
  return `${data.slice(0, odd)}{C${String.fromCharCode(...pairs.map(Number))}`;
}
