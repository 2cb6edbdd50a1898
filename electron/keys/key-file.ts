import { existsSync, readFileSync, renameSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomicSync } from '#electron/settings/atomic-file.ts';

const base64 = z.base64();
const wrappingSchema = z.discriminatedUnion('by', [
  /** Sealed by the keyring of this machine and user. */
  z.object({ by: z.literal('keyring'), sealed: base64 }).readonly(),
  /** AES-256-GCM under scrypt of a passphrase, where there is no keyring. */
  z.object({ by: z.literal('passphrase'), salt: base64, cost: z.int().min(2 ** 14).max(2 ** 20), nonce: base64, sealed: base64 }).readonly(),
]);
export type Wrapping = z.infer<typeof wrappingSchema>;

export const keyFileSchema = z
  .object({
    version: z.literal(1),
    wrapping: wrappingSchema,
    /** The same key under the town hall's recovery public key (RSA-OAEP, SHA-256), for the recovery tool. */
    recovery: base64.nullable(),
  })
  .readonly();
export type KeyFile = z.infer<typeof keyFileSchema>;

/** Undefined when there is none yet. A file that is no key file is set aside, never overwritten: it may be mended. */
export function readKeyFile(file: string, nowMs: number): KeyFile | undefined {
  if (!existsSync(file)) return undefined;
  const read = parsed(readFileSync(file, 'utf8'));
  if (read !== undefined) return read;
  renameSync(file, `${file}.unreadable-${nowMs}`);
  throw new Error('keys: the key file is unreadable and was set aside');
}

export function writeKeyFile(file: string, content: KeyFile): void {
  writeFileAtomicSync(file, JSON.stringify(content));
}

function parsed(text: string): KeyFile | undefined {
  try {
    return keyFileSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
