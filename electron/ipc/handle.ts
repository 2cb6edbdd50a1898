import { ipcMain } from 'electron';
import { callArgs, type CallArgs, type CallName, type CallResults } from '#shared/contracts/ipc/calls.ts';
import { createLogger } from '#electron/diagnostics/log.ts';
import { answerCall } from './answer-call.ts';

const log = createLogger('ipc');

/**
 * Answers one call of the bridge. The sender must be the main frame of a page of ours and the arguments must
 * parse before `run` sees them; anything else rejects. A throw of `run` is a bug: logged once here, and the
 * page only learns that the call failed.
 */
export function handle<Name extends CallName>(
  name: Name,
  run: (...args: CallArgs<Name>) => CallResults[Name] | Promise<CallResults[Name]>,
): void {
  ipcMain.handle(name, (event, ...raw: unknown[]) =>
    answerCall({ name, frame: event.senderFrame, raw, parse: (args) => callArgs[name].parse(args) as CallArgs<Name>, run, log }),
  );
}
