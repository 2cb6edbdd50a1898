import thermal from 'node-thermal-printer';
import type { Columns, PaperLine } from '#shared/printing/receipt-lines.ts';

const { BreakLine, CharacterSet, PrinterTypes, ThermalPrinter } = thermal;
type Printer = InstanceType<typeof ThermalPrinter>;

const RESET = Buffer.from([0x1b, 0x40]);
const CODE_WIDTH_DOTS = 2;
const CODE_HEIGHT_DOTS = 80;

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
      printer.printQR(line.data, { model: 2, cellSize: 6, correction: 'M' });
      printer.newLine();
      printer.alignLeft();
      return;
    case 'code128':
      printer.alignCenter();
      // A brace starts a code set change in Code 128 data.
      printer.code128(line.data.replaceAll('{', '{{'), { width: CODE_WIDTH_DOTS, height: CODE_HEIGHT_DOTS, text: 0 } as never);
      printer.newLine();
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
