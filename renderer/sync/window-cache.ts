import type { DataKeys } from '#renderer/data/boxes.ts';
import { declare } from '#renderer/data/database.ts';
import { connectData } from '#renderer/data/store.ts';

/**
 * Opens the window's own way to the cache. `onClosed` is told when it was closed by nobody here; `anew` when that happened
 * before. Answers how to close it.
 */
export function connectWindow(keys: DataKeys, onClosed: () => void, { anew }: { readonly anew: boolean }): () => void {
  const frame = anew ? emptyFrame() : undefined;
  const database = declare(keys.database, frame?.contentWindow?.indexedDB);
  database.on('close', onClosed);
  connectData({ database, keys });
  return () => {
    database.on.close.unsubscribe(onClosed);
    database.close();
    frame?.remove();
  };
}

/**
 * Once Chromium has closed a window's databases, its own `indexedDB` may answer nothing any more until the page is loaded
 * again, which would lose what is typed (seen with 114, after a full disk). A frame has one of its own.
 */
function emptyFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  return frame;
}
