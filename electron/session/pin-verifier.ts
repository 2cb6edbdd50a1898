import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What is kept of a PIN: enough to recognise it with the network down, never to read it or decrypt with it. */
export const pinVerifierSchema = z
  .object({ salt: z.string(), hash: z.string(), cost: z.int().min(2 ** 14).max(2 ** 20) })
  .readonly();
export type PinVerifier = z.infer<typeof pinVerifierSchema>;

/** 32 MiB and about 100 ms on a counter PC; the file itself is encrypted, this only slows whoever got both. */
const COST = 2 ** 15;

export async function makeVerifier(pin: string): Promise<PinVerifier> {
  const salt = randomBytes(16);
  const hash = await derive(pin, salt, COST);
  return { salt: salt.toString('base64'), hash: hash.toString('base64'), cost: COST };
}

export async function matchesVerifier(pin: string, verifier: PinVerifier): Promise<boolean> {
  const hash = await derive(pin, Buffer.from(verifier.salt, 'base64'), verifier.cost);
  const known = Buffer.from(verifier.hash, 'base64');
  return known.length === hash.length && timingSafeEqual(hash, known);
}

function derive(pin: string, salt: Buffer, cost: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, 32, { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 }, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
