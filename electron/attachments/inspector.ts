import { Worker } from 'node:worker_threads';
import type { AttachmentRefusal } from '#shared/domain/document/attachment.ts';
import { err, type Result } from '#shared/lib/result.ts';
import type { Inspected } from './inspect.ts';

const LIMIT_MS = 30_000;

export type Inspector = {
  readonly inspect: (bytes: Uint8Array, declared: string) => Promise<Result<Inspected, AttachmentRefusal>>;
  /** PNG of the first page; undefined when it can't be drawn. */
  readonly tiffPreview: (bytes: Uint8Array) => Promise<Uint8Array | undefined>;
  readonly close: () => void;
};

/** The worker, started at the first file and again after one that it could not survive. */
export function createInspector(workerFile: string): Inspector {
  let worker: Worker | undefined;
  let lastId = 0;
  const waiting = new Map<number, (answer: { value?: unknown; failed?: true }) => void>();

  function end(): void {
    void worker?.terminate();
    worker = undefined;
    for (const settle of waiting.values()) settle({ failed: true });
    waiting.clear();
  }

  function ask(task: Record<string, unknown>): Promise<{ value?: unknown; failed?: true }> {
    if (worker === undefined) {
      worker = new Worker(workerFile, { resourceLimits: { maxOldGenerationSizeMb: 512 } });
      worker.on('message', (answer: { id: number; value?: unknown; failed?: true }) => {
        waiting.get(answer.id)?.(answer);
        waiting.delete(answer.id);
      });
      worker.on('error', end);
      worker.unref();
    }
    const id = ++lastId;
    return new Promise((resolve) => {
      const limit = setTimeout(end, LIMIT_MS);
      waiting.set(id, (answer) => {
        clearTimeout(limit);
        resolve(answer);
      });
      worker?.postMessage({ ...task, id });
    });
  }

  return {
    inspect: async (bytes, declared) => {
      const { value } = await ask({ task: 'inspect', bytes, declared });
      return value === undefined ? err('damaged') : (value as Result<Inspected, AttachmentRefusal>);
    },
    tiffPreview: async (bytes) => (await ask({ task: 'tiff-preview', bytes })).value as Uint8Array | undefined,
    close: end,
  };
}
