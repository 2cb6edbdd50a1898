import bwipjs from 'bwip-js/generic';
import { pageCodes, randomOf, type PageCode, type PageSpec } from './page-specs.ts';

const A4 = { width: 210, height: 297 };
/** Where the three codes stand, in millimetres: still on the paper when it lies at 30 degrees. */
const PLACES: Readonly<Record<PageCode['format'], { readonly x: number; readonly y: number }>> = {
  'data-matrix': { x: 55, y: 95 },
  'qr': { x: 128, y: 92 },
  'code128': { x: 62, y: 180 },
};
const QR_SIDE_MM = 22;
const BAR_MM = 0.28;
const BAR_HEIGHT_MM = 11;
const BLUR_MM = 0.08;
const NOISE = 14;

/** The page as a scanner would deliver it: a JPEG of an A4 sheet. */
export async function paintPage(spec: PageSpec): Promise<Blob> {
  const scale = spec.dpi / 25.4;
  const canvas = new OffscreenCanvas(Math.round(A4.width * scale), Math.round(A4.height * scale));
  const context = contextOf(canvas);
  context.fillStyle = '#f8f7f4';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((spec.turn * Math.PI) / 180);
  context.scale(scale, scale);
  context.translate(-A4.width / 2, -A4.height / 2);
  context.fillStyle = '#1c1c1c';
  paintText(context, spec);
  for (const code of pageCodes(spec)) paintCode(context, code, spec.moduleMm ?? 0);
  const worn = wear(canvas, spec, scale);
  return worn.convertToBlob({ type: 'image/jpeg', quality: spec.quality / 100 });
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  return context;
}

const WORDS =
  'la demande de stationnement résidentiel est enregistrée au service de la voirie le maire de la commune certifie que les pièces ont été reçues dans un délai de deux mois à compter de ce jour facture électricité adresse du titulaire nom prénom montant total échéance référence client'.split(' ');

/** Lines of text over the whole sheet, of several sizes; codes get a white place of their own. */
function paintText(context: OffscreenCanvasRenderingContext2D, { seed, moduleMm }: PageSpec): void {
  const draw = randomOf(seed + 1);
  for (let y = 20; y < 280; ) {
    if (draw() < 0.05) y = paintTable(context, draw, y, moduleMm !== null);
    const size = draw() < 0.12 ? 6 : draw() < 0.5 ? 3.6 : 2.5;
    y += size * (1.15 + draw() * 0.5);
    context.font = `${draw() < 0.25 ? 'bold ' : ''}${size}px sans-serif`;
    for (const [left, right] of freeSpans(y, size, moduleMm !== null)) paintLine(context, draw, { left, right, y });
  }
}

function paintLine(context: OffscreenCanvasRenderingContext2D, draw: () => number, { left, right, y }: { readonly left: number; readonly right: number; readonly y: number }): void {
  for (let x = left; ; ) {
    const word = draw() < 0.15 ? String(Math.floor(draw() * 99_999)) : (WORDS[Math.floor(draw() * WORDS.length)] ?? '');
    const { width } = context.measureText(`${word} `);
    if (x + width > right) return;
    context.fillText(word, x, y);
    x += width;
  }
}

/** A line of text leaves the band of the codes free. */
function freeSpans(y: number, size: number, codes: boolean): readonly (readonly [number, number])[] {
  const inBand = codes && ((y > 85 && y - size < 135) || (y > 172 && y - size < 198));
  return inBand ? [[18, 48]] : [[18, 192]];
}

/** Three rows of empty boxes; answers where the page goes on. */
function paintTable(context: OffscreenCanvasRenderingContext2D, draw: () => number, y: number, codes: boolean): number {
  if (codes && y > 65 && y < 200) return y;
  context.lineWidth = 0.3;
  context.strokeStyle = '#1c1c1c';
  const width = 14 + Math.floor(draw() * 12);
  for (let row = 0; row < 3; row += 1) for (let x = 18; x + width < 192; x += width) context.strokeRect(x, y + 3 + row * 5, width, 5);
  return y + 18;
}

function paintCode(context: OffscreenCanvasRenderingContext2D, code: PageCode, moduleMm: number): void {
  const { x, y } = PLACES[code.format];
  const dark = new Path2D();
  if (code.format === 'code128') {
    let at = x;
    bars(code.text).forEach((width, nth) => {
      if (nth % 2 === 0) dark.rect(at, y, width * BAR_MM, BAR_HEIGHT_MM);
      at += width * BAR_MM;
    });
  } else {
    const { pixs, pixx, pixy } = squares(code);
    const side = code.format === 'qr' ? QR_SIDE_MM / pixx : moduleMm;
    for (let row = 0; row < pixy; row += 1) {
      for (let column = 0; column < pixx; column += 1) if (pixs[row * pixx + column] === 1) dark.rect(x + column * side, y + row * side, side, side);
    }
  }
  // One path: its squares meet without a seam.
  context.fill(dark);
}

function bars(text: string): readonly number[] {
  const [symbol] = bwipjs.raw({ bcid: 'code128', text });
  if (symbol === undefined || !('sbs' in symbol)) throw new Error('bars expected');
  return symbol.sbs;
}

function squares({ format, text }: PageCode): { readonly pixs: readonly number[]; readonly pixx: number; readonly pixy: number } {
  const [symbol] = bwipjs.raw({ bcid: format === 'qr' ? 'qrcode' : 'datamatrix', text, binarytext: true });
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('squares expected');
  return symbol;
}

function wear(sheet: OffscreenCanvas, { wear: kind, seed }: PageSpec, scale: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(sheet.width, sheet.height);
  const context = contextOf(canvas);
  if (kind === 'blurred' || kind === 'both') context.filter = `blur(${BLUR_MM * scale}px)`;
  context.drawImage(sheet, 0, 0);
  if (kind === 'noisy' || kind === 'both') addNoise(context, canvas, randomOf(seed + 2));
  return canvas;
}

/** The grain of a sensor: the mean of four draws is near enough to a bell. */
function addNoise(context: OffscreenCanvasRenderingContext2D, { width, height }: OffscreenCanvas, draw: () => number): void {
  const pixels = context.getImageData(0, 0, width, height);
  const { data } = pixels;
  for (let at = 0; at < data.length; at += 4) {
    const grain = (draw() + draw() + draw() + draw() - 2) * NOISE * 1.7;
    for (let channel = at; channel < at + 3; channel += 1) data[channel] = (data[channel] ?? 0) + grain;
  }
  context.putImageData(pixels, 0, 0);
}
