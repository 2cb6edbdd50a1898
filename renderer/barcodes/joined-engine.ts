import type { BarcodeFormat, FoundCode } from '#renderer/platform/barcodes.ts';
import { isSame, type BarcodeEngine, type PixelImage, type ReadRequest } from './engine.ts';
import { isLinear } from './formats.ts';
import { cutOut, inImage, wholeFrame, type Frame } from './frame.ts';
import { toGrey, toPixels, type GreyImage } from './grey-image.ts';
import { locateCodes, type Suspect } from './locate-codes.ts';
import { readOne } from './zxing-library.ts';

/** Below this many pixels an image is one code's picture rather than a page: it is worth looking at it again, larger. */
const SMALL_IMAGE = 1_500_000;
/** A copy this large on its shorter side has enough pixels a module for any code that paper can carry. */
const LARGE_ENOUGH = 500;

/**
 * zxing-cpp on the whole image; then what looks like a code and was not read is cut out, set upright, enlarged, and
 * given to zxing-cpp and to @zxing/library.
 */
export function locatingEngine(wasm: BarcodeEngine): BarcodeEngine {
  return {
    async read(image, request) {
      const found = [...(await wasm.read(image, request))];
      if (found.length >= request.most || image.width < 1 || image.height < 1) return found;
      for (const suspect of locateCodes(image, found)) {
        addNew(found, await readSuspect(wasm, image, suspect, request));
        if (found.length >= request.most) break;
      }
      return found;
    },
  };
}

/** The same, and a small image in which nothing was found is looked at again: reads at least what either engine reads. */
export function joinedEngine(wasm: BarcodeEngine): BarcodeEngine {
  const locating = locatingEngine(wasm);
  return {
    async read(image, request) {
      const found = await locating.read(image, request);
      return found.length > 0 || image.width * image.height > SMALL_IMAGE ? found : readAgain(wasm, image, request);
    },
  };
}

async function readSuspect(wasm: BarcodeEngine, page: PixelImage, suspect: Suspect, request: ReadRequest): Promise<readonly FoundCode[]> {
  const frame: Frame = { ...suspect, scale: Math.min(suspect.width, suspect.height) < LARGE_ENOUGH ? 2 : 1 };
  const formats = request.formats.filter((format) => format === 'pdf417' || isLinear(format) === suspect.striped);
  return readByBoth(wasm, page, frame, { ...request, formats });
}

async function readAgain(wasm: BarcodeEngine, image: PixelImage, request: ReadRequest): Promise<readonly FoundCode[]> {
  const asItIs = readByLibrary(toGrey(image), request.formats);
  return asItIs.length > 0 ? asItIs : readByBoth(wasm, image, wholeFrame(image, 2), request);
}

async function readByBoth(wasm: BarcodeEngine, image: PixelImage, frame: Frame, request: ReadRequest): Promise<readonly FoundCode[]> {
  const copy = cutOut(image, frame);
  const codes = await wasm.read(toPixels(copy), request);
  const read = codes.length > 0 ? codes : readByLibrary(copy, request.formats);
  return read.map((code) => placed(code, frame));
}

function readByLibrary(image: GreyImage, formats: readonly BarcodeFormat[]): readonly FoundCode[] {
  return formats.flatMap((format) => readOne(image, format) ?? []);
}

/** The code with its corners where they lie in the image that the frame was cut from. */
function placed(code: FoundCode, frame: Frame): FoundCode {
  const [a, b, c, d] = code.corners;
  return { ...code, corners: [inImage(frame, a), inImage(frame, b), inImage(frame, c), inImage(frame, d)] };
}

function addNew(found: FoundCode[], codes: readonly FoundCode[]): void {
  for (const code of codes) if (!found.some((known) => isSame(known, code))) found.push(code);
}
