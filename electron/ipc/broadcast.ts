import { BrowserWindow } from 'electron';
import type { EventName, MainEvents } from '#shared/contracts/ipc/calls.ts';

/** Tells every open window a state to show. A window that loads later asks for it with the matching call. */
export function broadcast<Name extends EventName>(event: Name, payload: MainEvents[Name]): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send(event, payload);
  }
}
