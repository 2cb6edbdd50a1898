import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import os from 'node:os';
import type { Socket } from 'node:net';

/** Larger than the window, which opens at 1366x768, the cheapest machines' screen: one of just that size cuts a pixel off each side. */
const SCREEN = '1440x900x24';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const ATTEMPTS = 5;

/** Whether a window can open here: always, except on a Linux without X or Wayland. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/** A screen that nobody sees; it ends with `close`, or with this process. */
export type VirtualScreen = {
  /** As the variable DISPLAY wants it, for example `:4711`. */
  readonly display: string;
  close(): void;
};

/**
 * Starts Xvfb on a display number taken at random. Its own choice is the lowest one that is free, which may be
 * that of a server just ending, whose last act is to remove the socket of the new one.
 */
export async function startVirtualScreen(): Promise<VirtualScreen> {
  for (let attempt = 1; ; attempt += 1) {
    const display = `:${randomInt(1000, 30_000)}`;
    const server = spawn('Xvfb', [display, '-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const close = endWithThisProcess(server);
    try {
      await listening(server);
      return { display, close };
    } catch (error) {
      close();
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function listening(server: ChildProcess): Promise<void> {
  const answer = server.stdio[3] as Socket;
  const failed = Promise.race([
    once(server, 'error').then(([error]) => { throw error; }),
    once(server, 'exit').then(() => { throw new Error('Xvfb ended before it had a display'); }),
  ]);
  // Its end after a good start is no failure of ours.
  failed.catch(() => undefined);
  await Promise.race([once(answer, 'data'), failed]);
  server.unref();
  // Read on, not closed: the line's end may come in a second write, and a closed pipe would kill the server.
  answer.resume();
  answer.unref();
}

function endWithThisProcess(server: ChildProcess): () => void {
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
  return close;
}
