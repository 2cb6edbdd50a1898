import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { crc32c } from './crc32c.ts';

/**
 * `length | crc32c | header | ciphertext | tag`, big-endian. `length` and the CRC are those of all that follows them; the
 * header `version(1) seq(8) prevHash(32) keyId(8) nonce(12)` is the additional data of AES-256-GCM. Final: never changed,
 * only versioned.
 */
const PREFIX = 8;
const HEADER = 61;
const TAG = 16;
const VERSION = 1;
/** A record beyond this is no record of ours. */
export const MAX_RECORD_BYTES = 4 * 1024 * 1024;
export const MIN_RECORD_BYTES = PREFIX + HEADER + TAG;
export const FIRST_HASH: Buffer = Buffer.alloc(32);

/** `id` (8 bytes) names the key in each record, so that a changed key is noticed and not taken for damage. */
export type JournalKey = { readonly secret: Uint8Array; readonly id: Uint8Array };
export type FramedRecord = { readonly seq: number; readonly prevHash: Buffer; readonly keyId: Buffer; readonly bytes: Buffer };

export function journalKey(secret: Uint8Array): JournalKey {
  return { secret, id: createHash('sha256').update('plainpied journal key id').update(secret).digest().subarray(0, 8) };
}

export function sealRecord(key: JournalKey, seq: number, prevHash: Uint8Array, nonce: Uint8Array, text: string): Buffer {
  const header = Buffer.alloc(HEADER);
  header[0] = VERSION;
  header.writeBigUInt64BE(BigInt(seq), 1);
  header.set(prevHash, 9);
  header.set(key.id, 41);
  header.set(nonce, 49);
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce).setAAD(header);
  const rest = Buffer.concat([header, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32BE(rest.length, 0);
  prefix.writeUInt32BE(crc32c(rest), 4);
  return Buffer.concat([prefix, rest]);
}

/** The record that begins at `offset`, or undefined when no whole and unharmed one does. Says nothing of its secret part. */
export function frameAt(file: Buffer, offset: number): FramedRecord | undefined {
  if (offset + MIN_RECORD_BYTES > file.length) return undefined;
  const length = file.readUInt32BE(offset);
  const end = offset + PREFIX + length;
  if (length < HEADER + TAG || length > MAX_RECORD_BYTES || end > file.length) return undefined;
  const rest = file.subarray(offset + PREFIX, end);
  if (rest[0] !== VERSION || crc32c(rest) !== file.readUInt32BE(offset + 4)) return undefined;
  return {
    seq: Number(rest.readBigUInt64BE(1)),
    prevHash: rest.subarray(9, 41),
    keyId: rest.subarray(41, 49),
    bytes: file.subarray(offset, end),
  };
}

/** Throws when the record was altered or sealed with another key. */
export function unsealRecord(key: JournalKey, bytes: Buffer): string {
  const header = bytes.subarray(PREFIX, PREFIX + HEADER);
  const decipher = createDecipheriv('aes-256-gcm', key.secret, header.subarray(49, HEADER)).setAAD(header);
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
  return Buffer.concat([decipher.update(bytes.subarray(PREFIX + HEADER, bytes.length - TAG)), decipher.final()]).toString('utf8');
}

export function hashOf(record: Uint8Array): Buffer {
  return createHash('sha256').update(record).digest();
}
