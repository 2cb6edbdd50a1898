import type { Logger } from '#electron/diagnostics/log.ts';
import { isOwnMainFrame, type SenderFrame } from './own-frame.ts';

type Call<Args extends readonly unknown[], Value> = {
  readonly name: string;
  readonly frame: SenderFrame;
  readonly raw: readonly unknown[];
  readonly parse: (raw: readonly unknown[]) => Args;
  readonly run: (...args: Args) => Value | Promise<Value>;
  readonly log: Logger;
};

/** One checked call, apart from Electron so that the checks can be tried. */
export async function answerCall<Args extends readonly unknown[], Value>(call: Call<Args, Value>): Promise<Value> {
  const { name, log } = call;
  if (!isOwnMainFrame(call.frame)) {
    log.warn('call of a foreign frame', { name });
    throw new Error(`${name}: foreign sender`);
  }
  const args = parsed(call);
  try {
    return await call.run(...args);
  } catch (cause) {
    log.error('call failed', { name, cause });
    throw new Error(`${name}: failed`);
  }
}

function parsed<Args extends readonly unknown[], Value>({ name, raw, parse, log }: Call<Args, Value>): Args {
  try {
    return parse(raw);
  } catch {
    // What was sent may be what a clerk typed: neither logged nor sent back.
    log.warn('call with invalid arguments', { name });
    throw new Error(`${name}: invalid arguments`);
  }
}
