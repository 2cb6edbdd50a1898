/// <reference lib="webworker" />
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { PageReading } from '#renderer/platform/barcodes.ts';
import type { PixelImage } from './engine.ts';
import { frameReader } from './frame-reader.ts';
import { joinedEngine } from './joined-engine.ts';
import type { Answer, Question } from './messages.ts';
import { PAGE_REQUEST } from './requests.ts';
import { zxingWasmEngine } from './zxing-wasm.ts';

// The library says "nothing here" by throwing, thousands of times a page: nobody reads the stacks.
Object.assign(Error, { stackTraceLimit: 0 });

/** An A4 page at 600 dpi; anything larger is read smaller. */
const MOST_PIXELS = 35_000_000;

const wasm = fetch(wasmUrl).then(async (answer) => zxingWasmEngine(await answer.arrayBuffer()));
const engines = wasm.then((engine) => ({ page: joinedEngine(engine), frame: frameReader(engine) }));

onmessage = ({ data: question }: MessageEvent<Question>) => {
  answer(question).then(postMessage, () => postMessage({ number: question.number, answer: 'failed' } satisfies Answer));
};

async function answer(question: Question): Promise<Answer> {
  const { page, frame } = await engines;
  const { number } = question;
  if (question.ask === 'frame') return { number, answer: 'frame', code: await frame(pixelsOf(question.frame)) };
  const bitmap = await decoded(question.image);
  const reading: PageReading = bitmap === undefined ? { ok: false } : { ok: true, codes: await page.read(pixelsOf(bitmap), PAGE_REQUEST) };
  return { number, answer: 'page', reading };
}

async function decoded(image: Blob | ImageBitmap): Promise<ImageBitmap | undefined> {
  if (image instanceof ImageBitmap) return image;
  return createImageBitmap(image).catch(() => undefined);
}

/** On white, as paper: a picture with a clear background is read as it would be printed. */
function pixelsOf(bitmap: ImageBitmap): PixelImage {
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (bitmap.width * bitmap.height)));
  const [width, height] = [Math.max(1, Math.floor(bitmap.width * scale)), Math.max(1, Math.floor(bitmap.height * scale))];
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
}
