import { open, mkdir, type FileHandle } from 'node:fs/promises';
import { existsSync, statSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolderSync, syncFolder } from '#electron/settings/atomic-file.ts';
import { segmentName } from './read-segments.ts';

/** What a test makes fail, or writes down: the calls by which a record reaches the disk. */
export type JournalDisk = {
  /** A new segment, in a folder that survives a power cut; never over one that is there. */
  readonly create: (file: string) => Promise<FileHandle>;
  /** Once it returns, what was created in the folder survives a power cut. */
  readonly syncFolder: (dir: string) => void;
  readonly write: (handle: FileHandle, bytes: Uint8Array, position: number) => Promise<void>;
  readonly datasync: (handle: FileHandle) => Promise<void>;
};
export const realDisk: JournalDisk = {
  create: async (file) => {
    makeFolderSync(dirname(file));
    return open(file, 'wx+', 0o600);
  },
  syncFolder,
  write: async (handle, bytes, position) => {
    for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  },
  datasync: (handle) => handle.datasync(),
};

export type SegmentWriter = {
  /** Appends whole records and answers where they begin; when it rejects, nothing of them counts. */
  readonly append: (firstSeq: number, bytes: Uint8Array) => Promise<{ readonly segment: string; readonly offset: number }>;
  /** Writes the reserve of a full disk, unless it is there; best away from any hurry. */
  readonly keepReserve: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Options = {
  readonly dir: string;
  readonly segmentBytes: number;
  readonly reserveBytes: number;
  readonly disk: JournalDisk;
  readonly failpoint: (name: string) => void;
};

export function createSegmentWriter(options: Options, start: { readonly name: string; readonly length: number } | undefined): SegmentWriter {
  const { dir, disk, failpoint } = options;
  const reserve = join(dir, 'reserve.bin');
  let current = start;
  let handle: FileHandle | undefined;

  async function handleFor(firstSeq: number): Promise<{ readonly handle: FileHandle; readonly name: string; readonly length: number }> {
    if (current !== undefined && current.length >= options.segmentBytes) await leave();
    if (current === undefined) {
      const name = freeName(dir, firstSeq);
      // Never over a segment that is there: a damaged one is evidence.
      handle = await disk.create(join(dir, name));
      disk.syncFolder(dir);
      current = { name, length: 0 };
    }
    handle ??= await open(join(dir, current.name), 'r+');
    return { handle, ...current };
  }

  async function leave(): Promise<void> {
    await handle?.close();
    handle = undefined;
    current = undefined;
  }

  async function attempt(firstSeq: number, bytes: Uint8Array): Promise<{ readonly segment: string; readonly offset: number }> {
    const target = await handleFor(firstSeq);
    try {
      await disk.write(target.handle, bytes, target.length);
      failpoint('journal-appended-before-fsync');
      await disk.datasync(target.handle);
      failpoint('journal-fsynced');
    } catch (cause) {
      // After a failed fsync nobody knows what the disk holds: this segment is left for good, its half-written part cut
      // now or, failing that, read again at the next start (the caller never gives its seq and number twice).
      await target.handle.truncate(target.length).then(() => target.handle.sync()).catch(() => undefined);
      await leave().catch(() => undefined);
      throw cause;
    }
    current = { name: target.name, length: target.length + bytes.length };
    return { segment: target.name, offset: target.length };
  }

  return {
    append: async (firstSeq, bytes) => {
      try {
        return await attempt(firstSeq, bytes);
      } catch (cause) {
        if (!isDiskFull(cause) || !freeReserve(reserve)) throw cause;
        return await attempt(firstSeq, bytes);
      }
    },
    keepReserve: async () => {
      if (options.reserveBytes === 0 || sizeOf(reserve) >= options.reserveBytes) return;
      await mkdir(dir, { recursive: true });
      const file = await open(reserve, 'w', 0o600);
      try {
        // Written for real: a sparse file would keep no room.
        const piece = Buffer.alloc(Math.min(1024 * 1024, options.reserveBytes), 0x5a);
        for (let done = 0; done < options.reserveBytes; done += piece.length) await file.write(piece, 0, Math.min(piece.length, options.reserveBytes - done), done);
        await file.sync();
      } catch (cause) {
        if (!isDiskFull(cause)) throw cause;
        freeReserve(reserve);
      } finally {
        await file.close();
      }
    },
    close: leave,
  };
}

/** A failed attempt may have left an empty segment of this very seq behind it. */
function freeName(dir: string, firstSeq: number): string {
  for (let attempt = 0; ; attempt += 1) {
    const name = segmentName(firstSeq, attempt);
    if (!existsSync(join(dir, name))) return name;
  }
}

export function isDiskFull(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function freeReserve(file: string): boolean {
  if (sizeOf(file) === 0) return false;
  unlinkSync(file);
  return true;
}
