import bwipjs from 'bwip-js/node';
import type { DecodedReceipt } from './decode-receipt.ts';

const COLUMNS = 48;

/** The decoded ticket as a page: 576 dots wide at 48 columns, codes drawn anew from their data. */
export function renderReceiptHtml(receipt: DecodedReceipt): string {
  const rows = receipt.lines.map((line) => {
    switch (line.kind) {
      case 'text': {
        const style = `text-align:${line.align};font-weight:${line.bold ? 700 : 400};font-size:${20 * line.height}px;line-height:${26 * line.height}px`;
        return `<div style="${style}">${escapeHtml(line.text) || '&nbsp;'}</div>`;
      }
      case 'qr':
        return `<div class="code">${bwipjs.toSVG({ bcid: 'qrcode', text: line.data, scale: 4 })}</div>`;
      case 'code128':
        return `<div class="code">${bwipjs.toSVG({ bcid: 'code128', text: line.data, scale: 2, height: 14 })}</div>`;
      case 'cut':
        return '<hr>';
    }
  });
  return `<!doctype html><meta charset="utf-8"><style>
body{margin:0;padding:24px;width:${COLUMNS * 12.04}px;background:#fff;color:#000;font-family:'DejaVu Sans Mono',monospace}
div{white-space:pre}.code{text-align:center;padding:12px}.code svg{max-height:200px}hr{border:0;border-top:2px dashed #999}</style>${rows.join('\n')}`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
}
