import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Files on their way in and at rest. Encrypted with AES-256-CTR where a key is given (the embedded GRC): a piece can then
 * be appended anywhere, and integrity is the declared SHA-256, compared over the whole file before it counts.
 */
export type UploadStore = {
  readonly encrypted: boolean;
  /** Gives the key of an encrypted store; until then it takes and reads nothing (`locked`). */
  readonly unlock: (key: Uint8Array) => void;
  readonly locked: () => boolean;
  /** Bytes that are safe on the disk. */
  readonly lengthOf: (fileId: string) => Promise<number>;
  /** Appends at an offset; resolves after fsync. What lay beyond the offset was never answered for, and goes. */
  readonly append: (fileId: string, offset: number, bytes: Uint8Array) => Promise<void>;
  readonly sha256: (fileId: string) => Promise<string>;
  /** Forgets what was received: the whole differs from what was declared. */
  readonly restart: (fileId: string) => Promise<void>;
};

const BLOCK = 16;

export function openUploadStore(dir: string, encrypted: boolean): UploadStore {
  let key: Uint8Array | undefined;
  const pathOf = (fileId: string): string => join(dir, `${createHash('sha256').update(fileId).digest('hex')}.bin`);

  /** A key and counter of the file's own; the counter of any offset is reached by adding its blocks. */
  function at(fileId: string, offset: number): { readonly own: Buffer; readonly counter: Buffer; readonly skip: number } | undefined {
    if (!encrypted) return undefined;
    if (key === undefined) throw new Error('the upload store is locked');
    const own = Buffer.from(hkdfSync('sha256', key, Buffer.from(fileId), 'plainpied grc upload v1', 32));
    const counter = Buffer.alloc(BLOCK);
    counter.writeBigUInt64BE(BigInt(Math.floor(offset / BLOCK)), 8);
    return { own, counter, skip: offset % BLOCK };
  }

  return {
    encrypted,
    unlock: (given) => {
      key = given;
    },
    locked: () => encrypted && key === undefined,
    lengthOf: async (fileId) => (await stat(pathOf(fileId)).catch(() => undefined))?.size ?? 0,
    append: async (fileId, offset, bytes) => {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      const file = pathOf(fileId);
      const handle = await open(file, offset === 0 ? 'w' : 'r+', 0o600);
      try {
        const place = at(fileId, offset);
        let sealed: Uint8Array = bytes;
        if (place !== undefined) {
          const cipher = createCipheriv('aes-256-ctr', place.own, place.counter);
          cipher.update(Buffer.alloc(place.skip));
          sealed = cipher.update(bytes);
        }
        await handle.truncate(offset);
        try {
          for (let done = 0; done < sealed.length; ) done += (await handle.write(sealed, done, sealed.length - done, offset + done)).bytesWritten;
          await handle.sync();
        } catch (error) {
          // A full disk took a part of it: that part was never answered for.
          await handle.truncate(offset).catch(() => undefined);
          throw error;
        }
      } finally {
        await handle.close();
      }
      // The file's own name must outlive a power cut too.
      if (offset === 0) await syncFolder(dir);
    },
    sha256: async (fileId) => {
      const hash = createHash('sha256');
      const place = at(fileId, 0);
      const decipher = place === undefined ? undefined : createDecipheriv('aes-256-ctr', place.own, place.counter);
      for await (const chunk of createReadStream(pathOf(fileId)) as AsyncIterable<Buffer>) hash.update(decipher?.update(chunk) ?? chunk);
      return hash.digest('hex');
    },
    restart: (fileId) => truncate(pathOf(fileId), 0),
  };
}

/** Windows keeps no folder open for this, and needs it not. */
async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
