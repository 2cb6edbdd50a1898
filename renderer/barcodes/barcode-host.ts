import type { BarcodeReader, FoundCode, PageReading } from '#renderer/platform/barcodes.ts';
import type { Answer, Ask } from './messages.ts';

/** An idle worker ends, and gives back the memory that a page took. */
const IDLE_MS = 60_000;
/** The engines leak a little with each image: a worker that is never idle is replaced after so many. */
const MOST_IMAGES = 20_000;

type Asked = { readonly resolve: (answer: Answer) => void; readonly reject: (cause: Error) => void };
type Running = { readonly worker: Worker; readonly asked: Map<number, Asked>; images: number; idle: ReturnType<typeof setTimeout> | undefined };

/** The reader of the window; nothing is loaded before the first question. */
export function barcodeReader(): BarcodeReader {
  let running: Running | undefined;
  let lastNumber = 0;

  const end = (ended: Running, cause?: Error): void => {
    clearTimeout(ended.idle);
    ended.worker.terminate();
    if (running === ended) running = undefined;
    for (const { reject } of ended.asked.values()) reject(cause ?? new Error('the barcode worker ended'));
  };

  const start = (): Running => {
    const worker = new Worker(new URL('./barcode-worker.ts', import.meta.url), { type: 'module' });
    const started: Running = { worker, asked: new Map(), images: 0, idle: undefined };
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const asked = started.asked.get(data.number);
      started.asked.delete(data.number);
      asked?.resolve(data);
      if (started.asked.size > 0) return;
      if (started.images >= MOST_IMAGES) end(started);
      else started.idle = setTimeout(() => end(started), IDLE_MS);
    };
    worker.onerror = () => end(started, new Error('the barcode worker failed'));
    return started;
  };

  const ask = (question: Ask, handedOver: readonly Transferable[]): Promise<Answer> => {
    const used = (running ??= start());
    clearTimeout(used.idle);
    used.images += 1;
    lastNumber += 1;
    const number = lastNumber;
    return new Promise((resolve, reject) => {
      used.asked.set(number, { resolve, reject });
      used.worker.postMessage({ ...question, number }, [...handedOver]);
    });
  };

  return {
    async readPage(image): Promise<PageReading> {
      const answer = await ask({ ask: 'page', image }, image instanceof Blob ? [] : [image]);
      if (answer.answer !== 'page') throw new Error('the barcode engine failed');
      return answer.reading;
    },
    async readFrame(frame): Promise<FoundCode | undefined> {
      const answer = await ask({ ask: 'frame', frame }, [frame]);
      if (answer.answer !== 'frame') throw new Error('the barcode engine failed');
      return answer.code;
    },
  };
}
