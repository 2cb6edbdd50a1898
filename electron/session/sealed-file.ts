import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFileAtomicSync } from '#electron/settings/atomic-file.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CONTEXT = Buffer.from('plainpied desk record v1');

/** Writes text so that only the holder of the 32-byte key can read it, or change it unseen. */
export function writeSealed(file: string, key: Uint8Array, text: string): void {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(CONTEXT);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  writeFileAtomicSync(file, Buffer.concat([nonce, cipher.getAuthTag(), sealed]));
}

/** Throws when the file was altered or belongs to another key. */
export function readSealed(file: string, key: Uint8Array): string {
  const bytes = readFileSync(file);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAAD(CONTEXT);
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}
