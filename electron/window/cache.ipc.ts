import { statfs } from 'node:fs/promises';
import type { Session } from 'electron';
import { createLogger } from '#electron/diagnostics/log.ts';
import { handle } from '#electron/ipc/handle.ts';

const log = createLogger('cache');
/** With less, Chromium could open nothing either: what is there may be whole, and is kept. */
const ROOM_BYTES = 64 * 1024 * 1024;

/**
 * Takes away a cache that Chromium goes on refusing to open, by the only way that frees its files while the app runs. The journal
 * has all that was recorded; drafts in it are lost, and could not be read any more.
 */
export function answerCacheCalls(session: Session, dataFolder: string): void {
  handle('cache:clear', async () => {
    const { bavail, bsize } = await statfs(dataFolder);
    if (bavail * bsize < ROOM_BYTES) return false;
    await session.clearStorageData({ storages: ['indexdb'] });
    log.error('cache cleared: it could not be opened', {});
    return true;
  });
}
