import { Worker } from 'node:worker_threads';
import { err } from '#shared/lib/result.ts';
import type { CodecFiles } from './codecs.ts';
import type { PageTreatment } from './look-at-page.ts';
import type { PageAnswers, PageTask, SheetBytes } from './page-worker.ts';

/** One page of a PDF to be made: `last` of its sheet that is needed. */
export type PageWanted = { readonly sheetId: string; readonly sheet: () => Promise<SheetBytes>; readonly index: number; readonly treatment: PageTreatment };

export type PageMaker = {
  /** What each page of a sheet shows; the bytes are given away. A sheet that can't be read is refused. */
  readonly look: (sheet: SheetBytes) => Promise<PageAnswers['look']>;
  /** JPEG of one page to read on screen; rejects when it can't be drawn. */
  readonly view: (sheet: SheetBytes, index: number, treatment: PageTreatment) => Promise<Uint8Array>;
  /** Every pixel of one page, in grey, as a bitmap: what codes are read from. `sheet` is asked for its bytes once for pages read in a row. */
  readonly whole: (sheetId: string, sheet: () => Promise<SheetBytes>, index: number) => Promise<Uint8Array>;
  /** One PDF of these pages in order; one at a time. Rejects when a page can't be read. */
  readonly compose: (pages: readonly PageWanted[], madeAtMs: number, onPage: (done: number) => void) => Promise<Uint8Array>;
  readonly close: () => void;
};

const LIMIT_MS = 120_000;

/** The worker, started at the first page and again after one that it could not survive. */
export function createPageMaker(workerFile: string, codecFiles: CodecFiles): PageMaker {
  let worker: Worker | undefined;
  let lastId = 0;
  const waiting = new Map<number, (answer: { readonly value?: unknown }) => void>();

  function end(): void {
    void worker?.terminate();
    worker = undefined;
    for (const settle of waiting.values()) settle({});
    waiting.clear();
  }

  async function ask<Task extends PageTask>(task: Task): Promise<PageAnswers[Task['task']]> {
    if (worker === undefined) {
      worker = new Worker(workerFile, { workerData: codecFiles });
      worker.on('message', ({ id, ...answer }: { id: number; value?: unknown }) => {
        waiting.get(id)?.(answer);
        waiting.delete(id);
      });
      worker.on('error', end);
      worker.unref();
    }
    const id = ++lastId;
    const answer = await new Promise<{ readonly value?: unknown }>((resolve) => {
      const limit = setTimeout(end, LIMIT_MS);
      waiting.set(id, (settled) => {
        clearTimeout(limit);
        resolve(settled);
      });
      worker?.postMessage({ ...task, id }, givenAway(task));
    });
    if (answer.value === undefined) throw new Error(`pages: ${task.task} failed`);
    return answer.value as PageAnswers[Task['task']];
  }

  return {
    look: (sheet) => ask({ task: 'look', sheet }).catch(() => err('damaged' as const)),
    view: (sheet, index, treatment) => ask({ task: 'view', sheet, index, treatment }),
    whole: async (sheetId, sheet, index) => {
      const held = await ask({ task: 'whole', sheetId, sheet: null, index });
      const whole = held === 'not-open' ? await ask({ task: 'whole', sheetId, sheet: await sheet(), index }) : held;
      if (whole === 'not-open') throw new Error('pages: a sheet does not stay open');
      return whole;
    },
    compose: async (pages, madeAtMs, onPage) => {
      await ask({ task: 'compose-begin', madeAtMs });
      const sent = new Set<string>();
      for (const [place, { sheetId, sheet, index, treatment }] of pages.entries()) {
        const last = !pages.slice(place + 1).some((later) => later.sheetId === sheetId);
        await ask({ task: 'compose-add', sheetId, sheet: sent.has(sheetId) ? null : await sheet(), index, treatment, last });
        sent.add(sheetId);
        onPage(place + 1);
      }
      return ask({ task: 'compose-end' });
    },
    close: end,
  };
}

/** A page weighs megabytes: it goes over without a copy, where it has its memory to itself. */
function givenAway(task: PageTask): readonly ArrayBuffer[] {
  const bytes = 'sheet' in task ? task.sheet?.bytes : undefined;
  return bytes !== undefined && bytes.byteLength === bytes.buffer.byteLength ? [bytes.buffer as ArrayBuffer] : [];
}
