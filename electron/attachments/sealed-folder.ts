import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readChunked, writeChunked } from './chunked-file.ts';

/** Files of one folder, each encrypted under a key of its own; what they are called says nothing of what they hold. */
export type SealedFolder = {
  /** Resolves once the bytes survive a power cut; rejects with ENOSPC or EDQUOT on a full disk, and nothing is there then. */
  readonly write: (name: string, bytes: Uint8Array) => Promise<void>;
  /** Undefined when there is no such file; throws when it was altered. */
  readonly read: (name: string) => Promise<Buffer | undefined>;
  readonly remove: (name: string) => Promise<void>;
  /** Removes every file but those of these names: drafts that a crash left, too. */
  readonly keepOnly: (names: readonly string[]) => Promise<void>;
};

export function openSealedFolder({ dir, key }: { readonly dir: string; readonly key: Uint8Array }): SealedFolder {
  const file = (name: string): string => join(dir, `${createHmac('sha256', key).update(name).digest('hex')}.bin`);
  return {
    write: (name, bytes) => writeChunked(file(name), key, name, bytes),
    read: async (name) => (existsSync(file(name)) ? readChunked(file(name), key, name) : undefined),
    remove: (name) => unlink(file(name)).catch(() => undefined),
    keepOnly: async (names) => {
      if (!existsSync(dir)) return;
      const kept = new Set(names.map((name) => basename(file(name))));
      for (const name of await readdir(dir)) if (!kept.has(name)) await unlink(join(dir, name));
    },
  };
}

/** Whether a write failed for want of room. */
export function isDiskFull(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
}
