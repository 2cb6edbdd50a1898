import { constants, createPublicKey, privateDecrypt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { MASTER_KEY_BYTES } from './desk-keys.ts';
import { parseKeyFile } from './key-file.ts';
import type { Keyring } from './key-store.ts';
import { unwrapByPassphrase } from './passphrase-wrap.ts';
import { recoveryKeyId } from './recovery-copy.ts';

/** What a person who recovers a desk may hold. */
export type Opener =
  | { readonly by: 'recovery-key'; readonly privateKeyPem: string }
  | { readonly by: 'passphrase'; readonly passphrase: string }
  | { readonly by: 'keyring'; readonly keyring: Keyring };

export type OpenerRefusal = 'no-key-file' | 'broken-key-file' | 'no-recovery-copy' | 'other-recovery-key' | 'altered-recovery-copy' | 'wrong-passphrase' | 'not-by-passphrase' | 'not-by-keyring' | 'keyring-refuses';

/** The desk's master key, by whichever copy the opener opens. Reads only: never makes, renews or sets aside a key file. */
export async function openMasterKey(file: string, opener: Opener): Promise<Result<Uint8Array, OpenerRefusal>> {
  if (!existsSync(file)) return err('no-key-file');
  const stored = parseKeyFile(readFileSync(file, 'utf8'));
  if (stored === undefined) return err('broken-key-file');
  const { protector, recovery } = stored;
  switch (opener.by) {
    case 'recovery-key':
      return recovery === null ? err('no-recovery-copy') : byRecoveryKey(recovery, opener.privateKeyPem);
    case 'passphrase': {
      if (protector.kind !== 'passphrase') return err('not-by-passphrase');
      const master = await unwrapByPassphrase(protector, opener.passphrase);
      return master === undefined ? err('wrong-passphrase') : ok(master);
    }
    case 'keyring':
      return protector.kind === 'keyring' ? byKeyring(opener.keyring, protector.sealed) : err('not-by-keyring');
  }
}

/** Opens what was wrapped for the town hall (`recovery-copy.ts`). */
export function byRecoveryKey({ keyId, wrapped }: { readonly keyId: string; readonly wrapped: string }, privateKeyPem: string): Result<Uint8Array, 'other-recovery-key' | 'altered-recovery-copy'> {
  const publicKeyPem = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'pem' }).toString();
  if (recoveryKeyId(publicKeyPem) !== keyId) return err('other-recovery-key');
  const options = { key: privateKeyPem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  try {
    return ok(new Uint8Array(privateDecrypt(options, Buffer.from(wrapped, 'base64'))));
  } catch {
    return err('altered-recovery-copy');
  }
}

function byKeyring(keyring: Keyring, sealed: string): Result<Uint8Array, OpenerRefusal> {
  try {
    const master = Buffer.from(keyring.decryptString(Buffer.from(sealed, 'base64')), 'base64');
    return master.length === MASTER_KEY_BYTES ? ok(new Uint8Array(master)) : err('keyring-refuses');
  } catch {
    return err('keyring-refuses');
  }
}
