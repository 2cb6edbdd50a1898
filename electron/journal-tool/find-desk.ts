import { existsSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The desk's folder that was named, or the only one of the data folder; else those to choose from. */
export function findDesk(desk: string | undefined, data: string): { readonly folder: string } | { readonly choices: readonly string[] } {
  if (desk !== undefined) return existsSync(desk) ? { folder: resolve(desk) } : { choices: [] };
  const names = existsSync(data) ? readdirSync(data).filter((name) => name.startsWith('desk-') && statSync(join(data, name)).isDirectory()) : [];
  const [only] = names;
  return names.length === 1 && only !== undefined ? { folder: resolve(data, only) } : { choices: names.map((name) => resolve(data, name)) };
}

/**
 * Whether another application runs on the data folder of this desk: Chromium's own lock names its computer and process
 * (Linux; on Windows the application's own command asks for the lock itself).
 */
export function isInUse(deskFolder: string): boolean {
  try {
    const [, host, pid] = /^(.*)-(\d+)$/.exec(readlinkSync(join(dirname(deskFolder), 'SingletonLock'))) ?? [];
    if (pid === undefined) return false;
    return host !== hostname() || (Number(pid) !== process.pid && isAlive(Number(pid)));
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}
