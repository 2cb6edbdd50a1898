import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';

const CONTEXT = Buffer.from('plainpied master key v1');
const COST = { n: 2 ** 15, r: 8, p: 1 } as const;
/** scrypt takes 128 * n * r bytes: the ceiling lets a later version ask for more, and a damaged file not for gigabytes. */
const MAX_MEMORY = 256 * 1024 * 1024;

export const MIN_PASSPHRASE_LENGTH = 8;

export const passphraseWrapSchema = z.object({
  kind: z.literal('passphrase'),
  n: z.int().min(COST.n).max(2 ** 17),
  r: z.int().min(1).max(8),
  p: z.int().min(1).max(4),
  salt: z.base64().min(1),
  nonce: z.base64().length(16),
  tag: z.base64().length(24),
  sealed: z.base64().min(1),
});
export type PassphraseWrap = z.infer<typeof passphraseWrapSchema>;

export async function wrapByPassphrase(master: Uint8Array, passphrase: string): Promise<PassphraseWrap> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await stretch(passphrase, salt, COST), nonce).setAAD(CONTEXT);
  const sealed = Buffer.concat([cipher.update(master), cipher.final()]);
  return {
    kind: 'passphrase',
    ...COST,
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    sealed: sealed.toString('base64'),
  };
}

/** Undefined when the passphrase is not the one that wrapped; a changed file cannot be told apart from that. */
export async function unwrapByPassphrase(wrap: PassphraseWrap, passphrase: string): Promise<Uint8Array | undefined> {
  const key = await stretch(passphrase, Buffer.from(wrap.salt, 'base64'), wrap);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(wrap.nonce, 'base64'), { authTagLength: 16 }).setAAD(CONTEXT);
  decipher.setAuthTag(Buffer.from(wrap.tag, 'base64'));
  const master = decipher.update(Buffer.from(wrap.sealed, 'base64'));
  try {
    decipher.final();
    return master;
  } catch {
    return undefined;
  }
}

/** The same characters typed on another keyboard may come composed otherwise: NFC makes them one. */
function stretch(passphrase: string, salt: Uint8Array, { n, r, p }: Pick<PassphraseWrap, 'n' | 'r' | 'p'>): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, { N: n, r, p, maxmem: MAX_MEMORY }, (cause, key) => (cause === null ? resolve(key) : reject(cause)));
  });
}
