import type { PrintReason } from '#shared/contracts/ipc/printing.ts';

/** DLE EOT n, answered at once even while the printer is busy or offline: n = 1, 2, 4. */
export const STATUS_QUERIES = Buffer.from([0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 4]);
export const STATUS_ANSWERS = 3;

/** What three answers to STATUS_QUERIES say is in the way; null when the printer can print. */
export function statusProblem(answers: Uint8Array): PrintReason | null {
  const [printer = 0, cause = 0, paper = 0] = answers;
  if ((cause & 0b0000_0100) !== 0) return 'cover-open';
  if ((paper & 0b0110_0000) !== 0 || (cause & 0b0010_0000) !== 0) return 'paper-out';
  if ((printer & 0b0000_1000) !== 0 || (cause & 0b0100_0000) !== 0) return 'offline';
  return null;
}

/** Asks the printer (GS ( H, function 48) to answer with `id`, four ASCII characters, once all before it is printed. */
export function processIdCommand(id: string): Buffer {
  if (!/^[0-9A-Z]{4}$/.test(id)) throw new Error('a process id is four ASCII digits or capitals');
  return Buffer.concat([Buffer.from([0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30]), Buffer.from(id, 'ascii')]);
}

/** Takes the answers of a printer apart: process ids, and one byte per status query (fixed bits 0xx1xx10). */
export function readAnswers(bytes: Uint8Array): { readonly ids: readonly string[]; readonly statuses: readonly number[] } {
  const ids: string[] = [];
  const statuses: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x37 && bytes[at + 1] === 0x22) {
      if (at + 7 > bytes.length) break;
      ids.push(Buffer.from(bytes.subarray(at + 2, at + 6)).toString('ascii'));
      at += 6;
    } else if ((byte & 0b1001_0011) === 0b0001_0010) {
      statuses.push(byte);
    }
  }
  return { ids, statuses };
}
