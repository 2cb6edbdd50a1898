import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';

/**
 * A file that only the holder of a private key reads: one line of JSON with the content key as that key opens it, then
 * chunks of 1 MiB of AES-256-GCM. A chunk's nonce is `prefix(7) number(4) last(1)` and the line is its additional data
 * (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015): none can be moved, left out or cut off.
 */
const CHUNK = 1024 * 1024;
const TAG = 16;
const MAX_LINE = 16 * 1024;

export const wrappedKeySchema = z.object({ keyId: z.string(), wrapped: z.base64().min(1) });
export type WrappedKey = z.infer<typeof wrappedKeySchema>;
const lineSchema = z.object({ format: z.literal('plainpied-export'), v: z.literal(1), prefix: z.base64(), key: wrappedKeySchema });

export type SealedWriter = {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Flushes to the disk; answers the SHA-256 of all that was written, in hex. */
  readonly finish: () => Promise<string>;
  readonly close: () => Promise<void>;
};

/** Begins a new file; never over one that is there. */
export async function createSealedFile(file: string, contentKey: Uint8Array, key: WrappedKey): Promise<SealedWriter> {
  const prefix = randomBytes(7);
  const line = Buffer.from(`${JSON.stringify({ format: 'plainpied-export', v: 1, prefix: prefix.toString('base64'), key })}\n`);
  const handle = await open(file, 'wx', 0o600);
  await writeAll(handle, line);
  const digest = createHash('sha256');
  let waiting: Uint8Array = new Uint8Array();
  let chunk = 0;

  async function seal(bytes: Uint8Array, last: boolean): Promise<void> {
    const cipher = createCipheriv('aes-256-gcm', contentKey, nonceOf(prefix, chunk, last)).setAAD(line);
    chunk += 1;
    await writeAll(handle, Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]));
  }

  return {
    write: async (bytes) => {
      digest.update(bytes);
      waiting = Buffer.concat([waiting, bytes]);
      while (waiting.length > CHUNK) {
        await seal(waiting.subarray(0, CHUNK), false);
        waiting = waiting.subarray(CHUNK);
      }
    },
    finish: async () => {
      await seal(waiting, true);
      await handle.sync();
      return digest.digest('hex');
    },
    close: () => handle.close(),
  };
}

/** The key as it was wrapped, read from the first line. Throws when the file is no export of ours. */
export async function wrappedKeyOf(file: string): Promise<WrappedKey> {
  const handle = await open(file, 'r');
  try {
    return (await lineOf(handle)).key;
  } finally {
    await handle.close();
  }
}

export type SealedReader = {
  /** What was written, in pieces. Throws when anything was altered, moved or cut off. */
  readonly pieces: () => AsyncGenerator<Buffer>;
  /** `length` bytes of what was written, from a position. */
  readonly at: (position: number, length: number) => Promise<Buffer>;
  readonly close: () => Promise<void>;
};

export async function openSealedFile(file: string, contentKey: Uint8Array): Promise<SealedReader> {
  const handle = await open(file, 'r');
  const { text, prefix } = await lineOf(handle);
  const { size } = await handle.stat();
  const count = Math.max(1, Math.ceil((size - text.length) / (CHUNK + TAG)));

  async function chunk(number: number): Promise<Buffer> {
    const start = text.length + number * (CHUNK + TAG);
    const length = Math.min(CHUNK + TAG, size - start);
    if (length < TAG) throw new Error('export: cut off');
    const sealed = Buffer.alloc(length);
    await handle.read(sealed, 0, length, start);
    const decipher = createDecipheriv('aes-256-gcm', contentKey, nonceOf(Buffer.from(prefix, 'base64'), number, number === count - 1)).setAAD(text);
    decipher.setAuthTag(sealed.subarray(length - TAG));
    return Buffer.concat([decipher.update(sealed.subarray(0, length - TAG)), decipher.final()]);
  }

  return {
    pieces: async function* () {
      for (let number = 0; number < count; number += 1) yield await chunk(number);
    },
    at: async (position, length) => {
      const parts: Buffer[] = [];
      for (let number = Math.floor(position / CHUNK); number * CHUNK < position + length; number += 1) parts.push(await chunk(number));
      const from = position % CHUNK;
      return Buffer.concat(parts).subarray(from, from + length);
    },
    close: () => handle.close(),
  };
}

async function lineOf(handle: FileHandle): Promise<z.infer<typeof lineSchema> & { readonly text: Buffer }> {
  const start = Buffer.alloc(MAX_LINE);
  const { bytesRead } = await handle.read(start, 0, MAX_LINE, 0);
  const end = start.subarray(0, bytesRead).indexOf(0x0a);
  if (end < 0) throw new Error('export: no export of ours');
  return { ...lineSchema.parse(JSON.parse(start.toString('utf8', 0, end))), text: start.subarray(0, end + 1) };
}

function nonceOf(prefix: Uint8Array, chunk: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.set(prefix);
  nonce.writeUInt32BE(chunk, 7);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done)).bytesWritten;
}
