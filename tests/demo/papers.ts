import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RunningDesk } from '#tests/harness/desk.ts';
import { decodeReceipt, type DecodedReceipt } from '#tests/printer/decode-receipt.ts';
import { receiptPicture } from '#tests/printer/receipt-picture.ts';

/** Leaves a ticket as bytes and as a picture, drawn from the decoded bytes alone. */
export async function keepTicket(desk: RunningDesk, bytes: Buffer, folder: string, name: string): Promise<DecodedReceipt> {
  const decoded = decodeReceipt(bytes);
  writeFileSync(path.join(folder, `${name}.bin`), bytes);
  writeFileSync(path.join(folder, `${name}.png`), await receiptPicture(desk.app, decoded));
  return decoded;
}

/** The A4 receipt as the desk serves it to its own page. */
export async function keepA4(desk: RunningDesk, requestId: string, folder: string, name: string): Promise<void> {
  const base64 = await desk.page.evaluate(async (id) => {
    const bytes = new Uint8Array(await (await fetch(`/desk/receipts/${id}.pdf`)).arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  }, requestId);
  const pdf = Buffer.from(base64, 'base64');
  if (!pdf.subarray(0, 5).equals(Buffer.from('%PDF-'))) throw new Error(`no A4 receipt for ${requestId}`);
  writeFileSync(path.join(folder, `${name}.pdf`), pdf);
}
