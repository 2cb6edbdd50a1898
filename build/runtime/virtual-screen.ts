import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import type { Readable } from 'node:stream';

/** The screen of the town halls' cheapest machines, which every screen must fit. */
const SCREEN = '1366x768x24';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Whether a window can open here: always, except on a Linux without X or Wayland. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/** A screen that nobody sees; it ends with `close`, or with this process. */
export type VirtualScreen = {
  /** As the variable DISPLAY wants it, for example `:7`. */
  readonly display: string;
  close(): void;
};

/** Starts Xvfb on a display number that it finds free by itself. */
export async function startVirtualScreen(): Promise<VirtualScreen> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const close = (): void => {
    process.off('exit', close);
    for (const signal of SIGNALS) process.off(signal, closeAndEnd);
    server.kill();
  };
  // A signal ends a process without its `exit` event: end the screen, then the process as a shell would say it.
  const closeAndEnd = (signal: NodeJS.Signals): void => {
    close();
    process.exit(128 + os.constants.signals[signal]);
  };
  process.once('exit', close);
  for (const signal of SIGNALS) process.once(signal, closeAndEnd);
  const failed = Promise.race([
    once(server, 'error').then(([error]) => { throw error; }),
    once(server, 'exit').then(() => { throw new Error('Xvfb ended before it had a display'); }),
  ]);
  // Rejections that come after the start are the normal end of the server.
  failed.catch(() => undefined);
  const answer = server.stdio[3] as Readable;
  const [number] = await Promise.race([once(answer, 'data') as Promise<[Buffer]>, failed]);
  server.unref();
  answer.destroy();
  return { display: `:${number.toString('utf8').trim()}`, close };
}
