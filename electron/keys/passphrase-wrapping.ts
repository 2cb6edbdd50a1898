import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import type { Wrapping } from './key-file.ts';

/** 32 MiB and about 100 ms on a counter PC. */
const COST = 2 ** 15;
const TAG_BYTES = 16;

export async function wrapByPassphrase(master: Uint8Array, passphrase: string): Promise<Wrapping> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, COST), nonce);
  const sealed = Buffer.concat([cipher.update(master), cipher.final(), cipher.getAuthTag()]);
  return { by: 'passphrase', salt: salt.toString('base64'), cost: COST, nonce: nonce.toString('base64'), sealed: sealed.toString('base64') };
}

/** Undefined when it is not the passphrase. */
export async function unwrapByPassphrase(wrapping: Extract<Wrapping, { by: 'passphrase' }>, passphrase: string): Promise<Uint8Array | undefined> {
  const key = await derive(passphrase, Buffer.from(wrapping.salt, 'base64'), wrapping.cost);
  const sealed = Buffer.from(wrapping.sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(wrapping.nonce, 'base64'));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function derive(passphrase: string, salt: Buffer, cost: number): Promise<Buffer> {
  // NFC: the same accents typed on another keyboard are the same passphrase.
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
