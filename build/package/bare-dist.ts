import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ElectronDist } from '../runtime/electron-dist.ts';

/**
 * Runs `use` on a copy of the Electron without the opener of folders that a checkout needs: it would be
 * loaded before the packaged app.
 */
export async function withBareDist(electron: ElectronDist, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'plainpied-dist-'));
  const opener = path.join(electron.dist, 'resources', 'app');
  try {
    await cp(electron.dist, folder, { recursive: true, filter: (source) => source !== opener });
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
