import type { FoundCode } from '#renderer/platform/barcodes.ts';
import type { BarcodeEngine, PixelImage } from './engine.ts';
import { locatingEngine } from './joined-engine.ts';
import { FRAME_REQUEST } from './requests.ts';

/** After so many frames without a code, one is searched for a code that lies askew. */
const PATIENCE = 4;

/** Reads a camera's frames one after the other; most have no code, and each costs little. */
export function frameReader(wasm: BarcodeEngine): (frame: PixelImage) => Promise<FoundCode | undefined> {
  const locating = locatingEngine(wasm);
  let misses = 0;
  return async (frame) => {
    const engine = misses > 0 && misses % PATIENCE === 0 ? locating : wasm;
    const [code] = await engine.read(frame, FRAME_REQUEST);
    misses = code === undefined ? misses + 1 : 0;
    return code;
  };
}
