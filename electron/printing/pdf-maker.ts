import { Worker } from 'node:worker_threads';
import type { Paper } from '#shared/printing/a4-receipt.ts';
import type { PdfAnswer } from './pdf-worker.ts';

const LIMIT_MS = 60_000;

export type PdfMaker = {
  /** Rejects when the paper could not be made; the same paper gives the same bytes. */
  readonly make: (paper: Paper) => Promise<Uint8Array>;
  readonly close: () => void;
};

/** The worker, started at the first paper and kept warm; started again if it dies. */
export function createPdfMaker(workerFile: string, fonts: string): PdfMaker {
  let worker: Worker | undefined;
  let lastId = 0;
  const waiting = new Map<number, (answer: PdfAnswer) => void>();

  function end(): void {
    void worker?.terminate();
    worker = undefined;
    for (const [id, settle] of waiting) settle({ id, failed: 'worker ended' });
    waiting.clear();
  }

  function running(): Worker {
    if (worker !== undefined) return worker;
    const started = new Worker(workerFile, { workerData: { fonts } });
    started.on('message', (answer: PdfAnswer) => {
      waiting.get(answer.id)?.(answer);
      waiting.delete(answer.id);
    });
    started.on('error', end);
    started.unref();
    worker = started;
    return started;
  }

  return {
    make: async (paper) => {
      lastId += 1;
      const id = lastId;
      const answer = await new Promise<PdfAnswer>((resolve) => {
        const limit = setTimeout(end, LIMIT_MS);
        waiting.set(id, (done) => {
          clearTimeout(limit);
          resolve(done);
        });
        running().postMessage({ id, paper });
      });
      if (answer.pdf === undefined) throw new Error(`paper not made: ${answer.failed ?? 'unknown'}`);
      return answer.pdf;
    },
    close: end,
  };
}
