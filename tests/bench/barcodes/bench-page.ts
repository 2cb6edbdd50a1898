import type { BarcodeFormat } from '#renderer/platform/barcodes.ts';
import type { BenchQuestion, Reading } from './bench-messages.ts';
import { paintPage } from './page-painter.ts';
import type { PageSpec } from './page-specs.ts';

const worker = new Worker(new URL('./bench-worker.ts', import.meta.url), { type: 'module' });
let asked = 0;

/** What the bench, outside, asks of this page. */
export type BenchPage = {
  readImage(question: { readonly url: string; readonly formats: readonly BarcodeFormat[]; readonly most: number }): Promise<readonly Reading[]>;
  readPage(question: { readonly spec: PageSpec; readonly formats: readonly BarcodeFormat[]; readonly most: number }): Promise<readonly Reading[]>;
};

async function read(image: Blob, formats: readonly BarcodeFormat[], most: number): Promise<readonly Reading[]> {
  const pixels = await pixelsOf(image);
  asked += 1;
  const question: BenchQuestion = { pixels, formats, most, first: asked };
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<readonly Reading[]>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(question, [pixels.data.buffer]);
  });
}

/** On white, as a page is shown: a picture with a clear background is read as printed. */
async function pixelsOf(image: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(image);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, bitmap.width, bitmap.height);
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

const page: BenchPage = {
  readImage: async ({ url, formats, most }) => read(await (await fetch(url)).blob(), formats, most),
  readPage: async ({ spec, formats, most }) => read(await paintPage(spec), formats, most),
};
Object.assign(window, { bench: page });
