import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a folder anew: `fill` gets an empty one beside it, which takes its place whole once it is filled, so that
 * nothing of the one before is left. When `fill` fails, the folder stays as it was. What a killed run left is removed.
 */
export async function replaceFolder(folder: string, fill: (staged: string) => Promise<void>): Promise<void> {
  await removeLeftovers(folder);
  const staged = stagedName(folder, process.pid);
  const old = `${staged}-old`;
  try {
    await mkdir(staged, { recursive: true });
    await fill(staged);
    if (existsSync(folder)) await rename(folder, old);
    await rename(staged, folder);
  } finally {
    await rm(staged, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

function stagedName(folder: string, pid: number): string {
  return path.join(path.dirname(folder), `.${path.basename(folder)}-${pid}`);
}

async function removeLeftovers(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  const prefix = `.${path.basename(folder)}-`;
  const beside = existsSync(parent) ? await readdir(parent) : [];
  for (const name of beside) {
    const pid = name.startsWith(prefix) ? /^(\d+)(-old)?$/.exec(name.slice(prefix.length))?.[1] : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) await rm(path.join(parent, name), { recursive: true, force: true });
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
