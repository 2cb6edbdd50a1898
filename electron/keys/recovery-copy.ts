import { constants, createHash, createPublicKey, publicEncrypt } from 'node:crypto';
import { z } from 'zod';

/** The master key as only the town hall's recovery private key opens it: RSA-OAEP, SHA-256. */
export const recoveryCopySchema = z.object({
  /** SHA-256 of the public key's DER, so that a new recovery key is noticed. */
  keyId: z.string().regex(/^[0-9a-f]{64}$/),
  wrapped: z.base64().min(1),
});
export type RecoveryCopy = z.infer<typeof recoveryCopySchema>;

/** Throws when the PEM is not an RSA public key. */
export function recoveryKeyId(publicKeyPem: string): string {
  const key = createPublicKey(publicKeyPem);
  if (key.asymmetricKeyType !== 'rsa') throw new Error('recovery key is not RSA');
  return createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('hex');
}

/** Wraps 32 bytes so that only the town hall's recovery private key opens them. */
export function recoveryCopy(master: Uint8Array, publicKeyPem: string): RecoveryCopy {
  const wrapped = publicEncrypt({ key: publicKeyPem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, master);
  return { keyId: recoveryKeyId(publicKeyPem), wrapped: wrapped.toString('base64') };
}
