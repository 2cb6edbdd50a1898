import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import type { DecodedReceipt } from './decode-receipt.ts';
import { renderReceiptHtml } from './render-receipt.ts';

/** A ticket as a PNG, drawn by a hidden window from what was decoded; its whole length, whatever it is. */
export async function receiptPicture(app: ElectronApplication, receipt: DecodedReceipt): Promise<Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-picture-'));
  try {
    const html = path.join(folder, 'receipt.html');
    writeFileSync(html, renderReceiptHtml(receipt));
    const png = await app.evaluate(async ({ BrowserWindow }, file) => {
      const window = new BrowserWindow({ show: false, useContentSize: true, width: 640, height: 400, webPreferences: { offscreen: true } });
      await window.loadFile(file);
      const height = (await window.webContents.executeJavaScript('document.documentElement.scrollHeight')) as number;
      window.setContentSize(640, height);
      // The picture of the new size comes with a later frame.
      for (let tries = 0; tries < 50; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        const image = await window.webContents.capturePage();
        if (image.getSize().height < height) continue;
        window.destroy();
        return image.toPNG().toString('base64');
      }
      window.destroy();
      throw new Error(`no picture ${height} pixels high`);
    }, html);
    return Buffer.from(png, 'base64');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
