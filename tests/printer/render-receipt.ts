import bwipjs from 'bwip-js/node';
import type { DecodedReceipt } from './decode-receipt.ts';

/** Dots across a character and between the tops of two lines, as printers have them: one dot is one pixel. */
const LINE_DOTS = 30;
const MARGIN = 24;
const FONT_PIXELS = 19.93;
const CHARACTER_DOTS = 12;

/** The decoded ticket as a page, codes drawn anew from their data at the size that was asked for. */
export function renderReceiptHtml(receipt: DecodedReceipt): string {
  const columns = receipt.lines.reduce((most, line) => (line.kind === 'text' ? Math.max(most, line.text.length * line.width) : most), 32);
  const rows = receipt.lines.map((line) => {
    switch (line.kind) {
      case 'text': {
        const style = `text-align:${line.align};font-weight:${line.bold ? 700 : 400};font-size:${FONT_PIXELS * line.height}px;line-height:${LINE_DOTS * line.height}px`;
        return `<div style="${style}">${escapeHtml(line.text) || '&nbsp;'}</div>`;
      }
      case 'qr':
        // bwip-js draws a module of a QR code two units wide.
        return code(bwipjs.toSVG({ bcid: 'qrcode', text: line.data, scale: 1, eclevel: 'M' } as never), line.dotsPerModule / 2);
      case 'code128':
        return code(bwipjs.toSVG({ bcid: 'code128', text: line.data, scale: 1, height: 14 }), line.dotsPerModule);
      case 'cut':
        return '<hr>';
    }
  });
  return `<!doctype html><meta charset="utf-8"><style>
body{margin:0;padding:${MARGIN}px;width:${columns * CHARACTER_DOTS}px;background:#fff;color:#000;font-family:'DejaVu Sans Mono',monospace}
div{white-space:pre}svg{shape-rendering:crispEdges}hr{border:0;border-top:2px dashed #999}</style>${rows.join('\n')}`;
}

function code(svg: string, dotsPerUnit: number): string {
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  const size = `width="${Number(width) * dotsPerUnit}" height="${Number(height) * dotsPerUnit}"`;
  return `<div style="text-align:center">${svg.replace('<svg ', `<svg ${size} `)}</div>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
}
