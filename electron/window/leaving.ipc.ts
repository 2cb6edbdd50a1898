import { app, powerMonitor, type BrowserWindow } from 'electron';
import { broadcast } from '#electron/ipc/broadcast.ts';
import { handle } from '#electron/ipc/handle.ts';
import { createLeaving, type Leaving } from './leaving.ts';

/** Puts the question to the page, and its answer to the window. */
export function answerLeavingCalls(): Leaving {
  const leaving = createLeaving({
    ask: (unsent) => broadcast('leaving:asked', unsent),
    close: () => app.quit(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  handle('leaving:tell', (unsent) => {
    leaving.tell(unsent);
    return null;
  });
  handle('leaving:answer', (answer) => {
    leaving.answer(answer);
    return null;
  });
  return leaving;
}

export function guardClosing(window: BrowserWindow, leaving: Leaving): void {
  window.on('close', (event) => {
    if (!leaving.mayClose()) event.preventDefault();
  });
  window.on('session-end', leaving.closeAnyway);
  powerMonitor.on('shutdown', leaving.closeAnyway);
}
