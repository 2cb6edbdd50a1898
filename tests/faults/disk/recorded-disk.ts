import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { realDisk, type JournalDisk } from '#electron/journal/segment-writer.ts';

/** What a journal asked of the disk, in order, and what it promised in between. */
export type DiskEvent =
  | { readonly kind: 'create'; readonly file: string }
  | { readonly kind: 'write'; readonly file: string; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'sync-folder' }
  | { readonly kind: 'sync'; readonly file: string }
  | { readonly kind: 'answer'; readonly opId: string; readonly number: string | null };

/** The real disk, with every call written down once it is done: a power cut may come before or after each. */
export function recordedDisk(trace: DiskEvent[]): JournalDisk {
  const names = new Map<FileHandle, string>();
  const nameOf = (handle: FileHandle): string => {
    const name = names.get(handle);
    if (name === undefined) throw new Error('a segment that was not created under watch');
    return name;
  };
  return {
    create: async (file) => {
      const handle = await realDisk.create(file);
      names.set(handle, basename(file));
      trace.push({ kind: 'create', file: basename(file) });
      return handle;
    },
    syncFolder: (dir) => {
      realDisk.syncFolder(dir);
      trace.push({ kind: 'sync-folder' });
    },
    write: async (handle, bytes, position) => {
      await realDisk.write(handle, bytes, position);
      trace.push({ kind: 'write', file: nameOf(handle), at: position, bytes: Uint8Array.from(bytes) });
    },
    datasync: async (handle) => {
      await realDisk.datasync(handle);
      trace.push({ kind: 'sync', file: nameOf(handle) });
    },
  };
}
