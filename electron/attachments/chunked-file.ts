import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { open, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolderSync } from '#electron/settings/atomic-file.ts';

export const CHUNK_BYTES = 1024 * 1024;
const NONCE = 12;
const TAG = 16;
const SEALED_CHUNK = NONCE + CHUNK_BYTES + TAG;

/** One file's own key, so that chunks of two files can never be exchanged. */
function fileKey(key: Uint8Array, id: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, Buffer.from(id), 'plainpied attachment file v1', 32));
}

/** What a chunk is bound to: its file, its place and the number of chunks. */
function place(id: string, index: number, count: number): Buffer {
  return Buffer.from(`${id} ${index} ${count}`);
}

/**
 * Writes bytes as AES-256-GCM chunks of 1 MiB: into a draft, flushed, renamed, the folder flushed. When it resolves the
 * file survives a power cut; before, there is no file of that name. Rejects with ENOSPC on a full disk.
 */
export async function writeChunked(file: string, key: Uint8Array, id: string, bytes: Uint8Array): Promise<void> {
  const own = fileKey(key, id);
  const count = Math.max(1, Math.ceil(bytes.length / CHUNK_BYTES));
  makeFolderSync(dirname(file));
  const draft = `${file}.new`;
  const handle = await open(draft, 'w', 0o600);
  try {
    for (let index = 0; index < count; index += 1) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', own, nonce).setAAD(place(id, index, count));
      const chunk = bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
      const sealed = Buffer.concat([nonce, cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
      for (let done = 0; done < sealed.length; ) done += (await handle.write(sealed, done)).bytesWritten;
    }
    await handle.sync();
  } catch (cause) {
    await handle.close();
    await unlink(draft).catch(() => undefined);
    throw cause;
  }
  await handle.close();
  await rename(draft, file);
  if (process.platform === 'win32') return;
  const folder = await open(dirname(file), 'r');
  await folder.sync().finally(() => folder.close());
}

/** One chunk in clear. Throws when it was altered, moved or cut. */
export async function readChunk(file: string, key: Uint8Array, id: string, index: number): Promise<Buffer> {
  const { size } = await stat(file);
  const count = Math.max(1, Math.ceil(size / SEALED_CHUNK));
  const handle = await open(file, 'r');
  try {
    const sealed = Buffer.alloc(Math.min(SEALED_CHUNK, size - index * SEALED_CHUNK));
    await handle.read(sealed, 0, sealed.length, index * SEALED_CHUNK);
    const decipher = createDecipheriv('aes-256-gcm', fileKey(key, id), sealed.subarray(0, NONCE)).setAAD(place(id, index, count));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
  } finally {
    await handle.close();
  }
}

/** The whole file in clear; throws as `readChunk` does. */
export async function readChunked(file: string, key: Uint8Array, id: string): Promise<Buffer> {
  const count = Math.max(1, Math.ceil((await stat(file)).size / SEALED_CHUNK));
  const chunks: Buffer[] = [];
  for (let index = 0; index < count; index += 1) chunks.push(await readChunk(file, key, id, index));
  return Buffer.concat(chunks);
}
