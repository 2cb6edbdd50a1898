import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '#shared/lib/canonical-json.ts';

/** A bearer secret of 256 bits; only its hash is stored. */
export function newSecret(prefix: 'desk' | 'clerk'): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

/** High-entropy secrets need no slow hash; PINs do. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** SHA-256 of the RFC 8785 text: two bodies that mean the same hash alike. */
export function canonicalHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(a)), Buffer.from(hashSecret(b)));
}

/** `salt:key` of scrypt, in base64url. */
export async function makePinVerifier(pin: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}:${(await stretch(pin, salt)).toString('base64url')}`;
}

export async function verifyPin(pin: string, verifier: string): Promise<boolean> {
  const [salt = '', key = ''] = verifier.split(':');
  return timingSafeEqual(await stretch(pin, Buffer.from(salt, 'base64url')), Buffer.from(key, 'base64url'));
}

function stretch(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, 32, { N: 16_384, r: 8, p: 1 }, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
