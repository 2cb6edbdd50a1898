import { ipcRenderer } from 'electron';
import type { CallArgs, CallName, CallResults, EventName, MainEvents } from '#shared/contracts/ipc/calls.ts';

/** A bridge function bound to one call; the page can name no channel of its own. */
export function call<Name extends CallName>(name: Name): (...args: CallArgs<Name>) => Promise<CallResults[Name]> {
  return (...args) => ipcRenderer.invoke(name, ...args) as Promise<CallResults[Name]>;
}

/** A bridge function that listens to one event and answers its own unsubscribe. */
export function subscribe<Name extends EventName>(name: Name): (listener: (payload: MainEvents[Name]) => void) => () => void {
  return (listener) => {
    const relay = (_: unknown, payload: MainEvents[Name]): void => listener(payload);
    ipcRenderer.on(name, relay);
    return () => {
      ipcRenderer.removeListener(name, relay);
    };
  };
}
