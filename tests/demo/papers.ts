import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RunningDesk } from '#tests/harness/desk.ts';
import { decodeReceipt, type DecodedReceipt } from '#tests/printer/decode-receipt.ts';
import { renderReceiptHtml } from '#tests/printer/render-receipt.ts';

/** Leaves a ticket as bytes and as a picture, drawn from the decoded bytes alone. */
export async function keepTicket(desk: RunningDesk, bytes: Buffer, folder: string, name: string): Promise<DecodedReceipt> {
  const decoded = decodeReceipt(bytes);
  writeFileSync(path.join(folder, `${name}.bin`), bytes);
  const html = path.join(folder, `${name}.html`);
  writeFileSync(html, renderReceiptHtml(decoded));
  const png = await desk.app.evaluate(async ({ BrowserWindow }, file) => {
    const window = new BrowserWindow({ show: false, width: 640, height: 1400, webPreferences: { offscreen: true } });
    await window.loadFile(file);
    const height = (await window.webContents.executeJavaScript('document.body.scrollHeight')) as number;
    window.setContentSize(640, Math.min(4000, height + 40));
    await new Promise((resolve) => setTimeout(resolve, 400));
    const image = (await window.webContents.capturePage()).toPNG().toString('base64');
    window.destroy();
    return image;
  }, html);
  writeFileSync(path.join(folder, `${name}.png`), Buffer.from(png, 'base64'));
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
