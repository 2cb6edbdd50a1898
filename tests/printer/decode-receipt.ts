/** What a printer would put on paper, read from the bytes alone: nothing here knows how they were made. */
export type DecodedReceipt = {
  readonly lines: readonly DecodedLine[];
  readonly number: string | undefined;
  readonly isReceipt: boolean;
  readonly duplicata: boolean;
  readonly qr: string | undefined;
  readonly code128: string | undefined;
  readonly cuts: number;
};
export type DecodedLine =
  | { readonly kind: 'text'; readonly text: string; readonly bold: boolean; readonly width: number; readonly height: number; readonly align: 'left' | 'center' | 'right' }
  | { readonly kind: 'qr'; readonly data: string; readonly dotsPerModule: number }
  | { readonly kind: 'code128'; readonly data: string; readonly dotsPerModule: number; readonly modules: number }
  | { readonly kind: 'cut' };

/** ESC/POS as the TM series takes it; unknown commands throw, so that none slips by as text. */
export function decodeReceipt(bytes: Buffer): DecodedReceipt {
  const decoder = new TextDecoder('windows-1252');
  const lines: DecodedLine[] = [];
  let style = { bold: false, width: 1, height: 1, align: 'left' as 'left' | 'center' | 'right' };
  let codePage = 0;
  let text: number[] = [];
  let qr = '';
  let qrDots = 3;
  let barDots = 3;

  const feed = (): void => {
    const raw = Uint8Array.from(text);
    if (raw.some((byte) => byte > 0x7f) && codePage !== 16) throw new Error(`accents on code page ${codePage}`);
    lines.push({ kind: 'text', text: decoder.decode(raw), ...style });
    text = [];
  };
  const at = (index: number): number => bytes[index] ?? 0;

  for (let i = 0; i < bytes.length; ) {
    const byte = at(i);
    if (byte === 0x0a) {
      feed();
      i += 1;
    } else if (byte === 0x1b) {
      i += escape(i);
    } else if (byte === 0x1d) {
      i += group(i);
    } else if (byte < 0x20) {
      throw new Error(`control ${byte.toString(16)} at ${i}`);
    } else {
      text.push(byte);
      i += 1;
    }
  }
  if (text.length > 0) feed();

  function escape(i: number): number {
    switch (String.fromCharCode(at(i + 1))) {
      case '@':
        style = { bold: false, width: 1, height: 1, align: 'left' };
        codePage = 0;
        return 2;
      case 'E':
        style = { ...style, bold: at(i + 2) % 2 === 1 };
        return 3;
      case 'a':
        style = { ...style, align: (['left', 'center', 'right'] as const)[at(i + 2) % 48] ?? 'left' };
        return 3;
      case 't':
        codePage = at(i + 2);
        return 3;
      case '!':
        style = { ...style, bold: (at(i + 2) & 8) !== 0, height: (at(i + 2) & 16) !== 0 ? 2 : 1, width: (at(i + 2) & 32) !== 0 ? 2 : 1 };
        return 3;
      case 'd':
        return 3;
      case '-':
      case 'M':
      case 'R':
        return 3;
      default:
        throw new Error(`ESC ${at(i + 1).toString(16)} at ${i}`);
    }
  }

  function group(i: number): number {
    switch (String.fromCharCode(at(i + 1))) {
      case '!':
        style = { ...style, width: (at(i + 2) >> 4) + 1, height: (at(i + 2) & 15) + 1 };
        return 3;
      case 'V': {
        lines.push({ kind: 'cut' });
        return at(i + 2) >= 65 ? 4 : 3;
      }
      case 'w':
        barDots = at(i + 2);
        return 3;
      case 'h':
      case 'H':
      case 'f':
      case 'B':
        return 3;
      case 'k': {
        const length = at(i + 3);
        if (at(i + 2) !== 73) throw new Error(`barcode ${at(i + 2)} at ${i}`);
        lines.push({ kind: 'code128', ...readCode128(bytes.subarray(i + 4, i + 4 + length)), dotsPerModule: barDots });
        return 4 + length;
      }
      case '(': {
        const length = at(i + 3) + 256 * at(i + 4);
        const fn = at(i + 6);
        if (fn === 0x50) qr = bytes.subarray(i + 8, i + 5 + length).toString('latin1');
        if (fn === 0x43) qrDots = at(i + 7);
        if (fn === 0x51) lines.push({ kind: 'qr', data: qr, dotsPerModule: qrDots });
        return 5 + length;
      }
      default:
        throw new Error(`GS ${at(i + 1).toString(16)} at ${i}`);
    }
  }

  const said = lines.flatMap((line) => (line.kind === 'text' ? [line.text] : [])).join('\n');
  const find = (kind: 'qr' | 'code128'): string | undefined => lines.flatMap((line) => (line.kind === kind ? [line.data] : []))[0];
  return {
    lines,
    number: /\d{2}-\d{3}-\d{2}-\d{6}-\d{2}/.exec(said)?.[0],
    isReceipt: said.includes('Récépissé de dépôt'),
    duplicata: said.includes('DUPLICATA'),
    qr: find('qr'),
    code128: find('code128'),
    cuts: lines.filter((line) => line.kind === 'cut').length,
  };
}

/** Code 128 data as a printer takes it: `{B` and `{C` choose the set, `{{` is a brace, a byte of set C is two digits. */
function readCode128(bytes: Uint8Array): { readonly data: string; readonly modules: number } {
  let data = '';
  let set = '';
  let symbols = 1; // the check character
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    symbols += 1;
    if (byte === 0x7b && bytes[i + 1] !== 0x7b) {
      set = String.fromCharCode(bytes[i + 1] ?? 0);
      if (set !== 'B' && set !== 'C') throw new Error(`code set ${set}`);
      i += 1;
    } else if (set === 'C') {
      if (byte > 99) throw new Error(`${byte} is not a pair of digits`);
      data += String(byte).padStart(2, '0');
    } else {
      data += String.fromCharCode(byte);
      if (byte === 0x7b) i += 1;
    }
  }
  // Every symbol has 11 modules, the stop 13.
  return { data, modules: symbols * 11 + 13 };
}
