import {
  AztecCodeReader, BinaryBitmap, DataMatrixReader, DecodeHintType, HybridBinarizer, MultiFormatOneDReader, PDF417Reader,
  QRCodeReader, RGBLuminanceSource, BarcodeFormat as ZxingFormat, type Reader, type Result,
} from '@zxing/library';
import type { BarcodeFormat, FoundCode, ImagePoint } from '#renderer/platform/barcodes.ts';
import type { BarcodeEngine } from './engine.ts';
import { toGrey, type GreyImage } from './grey-image.ts';

const ONE_D: Partial<Readonly<Record<BarcodeFormat, ZxingFormat>>> = {
  code128: ZxingFormat.CODE_128,
  ean13: ZxingFormat.EAN_13,
  itf: ZxingFormat.ITF,
};

/**
 * zxing-js as it comes: upright images, one code of each format at most. Its readers are called one by one, because
 * the package's own loop over formats writes a warning for each that finds nothing.
 */
export function zxingLibraryEngine(): BarcodeEngine {
  return {
    read(image, { formats, most }) {
      const grey = toGrey(image);
      const found = formats.flatMap((format) => readOne(grey, format) ?? []);
      return Promise.resolve(found.slice(0, most));
    },
  };
}

/** The one code of this format that the library sees in an upright image, if any. */
export function readOne({ width, height, data }: GreyImage, format: BarcodeFormat): FoundCode | undefined {
  if (width < 3 || height < 3) return undefined;
  const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(data, width, height)));
  const oneD = ONE_D[format];
  const hints = new Map<DecodeHintType, unknown>([[DecodeHintType.TRY_HARDER, true]]);
  if (oneD !== undefined) hints.set(DecodeHintType.POSSIBLE_FORMATS, [oneD]);
  try {
    return foundCode(readerOf(format, hints).decode(bitmap, hints), format);
  } catch {
    // The readers say "nothing here" by throwing, and stumble in as many ways over what is not a code.
    return undefined;
  }
}

function readerOf(format: BarcodeFormat, hints: Map<DecodeHintType, unknown>): Reader {
  switch (format) {
    case 'qr':
      return new QRCodeReader();
    case 'data-matrix':
      return new DataMatrixReader();
    case 'aztec':
      return new AztecCodeReader();
    case 'pdf417':
      return new PDF417Reader();
    default:
      return new MultiFormatOneDReader(hints);
  }
}

function foundCode(result: Result, format: BarcodeFormat): FoundCode {
  const text = result.getText();
  const points = result.getResultPoints().filter((point) => point !== null).map((point) => ({ x: point.getX(), y: point.getY() }));
  return { format, text, bytes: bytesOf(text), corners: cornersOf(points, format) };
}

/** The library tells only the text; a code's bytes are Latin-1 unless its letters need more. */
function bytesOf(text: string): Uint8Array {
  return /^[\0-\xFF]*$/.test(text) ? Uint8Array.from(text, (letter) => letter.charCodeAt(0)) : new TextEncoder().encode(text);
}

/** The library tells the finder patterns, or the ends of a line: the corners are their frame. */
function cornersOf(points: readonly ImagePoint[], format: BarcodeFormat): FoundCode['corners'] {
  const [bottomLeft, topLeft, topRight] = points;
  if (format === 'qr' && bottomLeft && topLeft && topRight) {
    return [topLeft, topRight, { x: topRight.x + bottomLeft.x - topLeft.x, y: topRight.y + bottomLeft.y - topLeft.y }, bottomLeft];
  }
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return [{ x: left, y: top }, { x: right, y: top }, { x: right, y: bottom }, { x: left, y: bottom }];
}
