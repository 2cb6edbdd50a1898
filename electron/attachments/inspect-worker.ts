import { parentPort } from 'node:worker_threads';
import { inspect } from './inspect.ts';
import { tiffPreview } from './tiff-preview.ts';

export type InspectTask = { readonly id: number } & (
  | { readonly task: 'inspect'; readonly bytes: Uint8Array; readonly declared: string }
  | { readonly task: 'tiff-preview'; readonly bytes: Uint8Array }
);

/** Reads files away from the main thread: a large PDF takes seconds, and a hostile one may never end. */
parentPort?.on('message', (task: InspectTask) => {
  const answer = task.task === 'inspect' ? inspect(task.bytes, task.declared) : Promise.resolve().then(() => tiffPreview(task.bytes));
  answer.then(
    (value) => parentPort?.postMessage({ id: task.id, value }),
    () => parentPort?.postMessage({ id: task.id, failed: true }),
  );
});
