import { constants, hkdfSync, publicEncrypt, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { PassphraseRefusal } from '#shared/contracts/ipc/session.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { createLogger } from '#electron/diagnostics/log.ts';
import { readKeyFile, writeKeyFile, type Wrapping } from './key-file.ts';
import { unwrapByPassphrase, wrapByPassphrase } from './passphrase-wrapping.ts';

const log = createLogger('keys');
const SHORTEST_PASSPHRASE = 8;

/** The keyring of the machine (Electron's safeStorage), or undefined where it would only obfuscate. */
export type Keyring = { readonly seal: (secret: Uint8Array) => Uint8Array; readonly open: (sealed: Uint8Array) => Uint8Array };

/** 32 bytes each, derived from the desk's master key (HKDF-SHA256, RFC 5869). Only `cache` ever leaves main. */
export type DeskKeys = {
  readonly journal: Uint8Array;
  readonly attachment: Uint8Array;
  readonly cache: Uint8Array;
  readonly deskRecord: Uint8Array;
};

export type KeyStore = {
  readonly state: () => 'open' | 'passphrase-needed' | 'passphrase-to-create';
  /** Opens with a passphrase, or creates the key under it. A wrong one changes nothing. */
  readonly open: (passphrase: string) => Promise<Result<undefined, PassphraseRefusal>>;
  /** Throws while closed. */
  readonly keys: () => DeskKeys;
};

type Options = {
  readonly folder: string;
  readonly keyring: Keyring | undefined;
  /** PEM of the town hall's recovery key, from policy. */
  readonly recoveryPublicKey: string | undefined;
  readonly nowMs: number;
};

/**
 * The desk's master key. It is made once, wrapped by the keyring (or a passphrase where there is none) and by the town
 * hall's recovery key, and never replaced: what it sealed must stay readable. Throws when the key is there but cannot be
 * had (another user's keyring, a damaged file); nothing is reset.
 */
export function openKeyStore({ folder, keyring, recoveryPublicKey, nowMs }: Options): KeyStore {
  const file = join(folder, 'desk.key');
  const stored = readKeyFile(file, nowMs);
  let keys: DeskKeys | undefined;

  const keep = (master: Uint8Array, wrapping: Wrapping): void => {
    writeKeyFile(file, { version: 1, wrapping, recovery: recoveryPublicKey === undefined ? null : wrapForRecovery(master, recoveryPublicKey) });
    keys = derived(master);
  };

  if (stored?.wrapping.by === 'keyring') {
    if (keyring === undefined) throw new Error('keys: sealed by a keyring that is not there');
    keys = derived(keyring.open(Buffer.from(stored.wrapping.sealed, 'base64')));
  } else if (stored === undefined && keyring !== undefined) {
    const master = randomBytes(32);
    keep(master, { by: 'keyring', sealed: Buffer.from(keyring.seal(master)).toString('base64') });
  }

  return {
    state: () => (keys !== undefined ? 'open' : stored === undefined ? 'passphrase-to-create' : 'passphrase-needed'),
    keys: () => {
      if (keys === undefined) throw new Error('keys: closed');
      return keys;
    },
    open: async (passphrase) => {
      if (keys !== undefined) return ok(undefined);
      if (stored?.wrapping.by === 'passphrase') {
        const master = await unwrapByPassphrase(stored.wrapping, passphrase);
        if (master === undefined) return err({ code: 'wrong-passphrase' });
        keys = derived(master);
        return ok(undefined);
      }
      if ([...passphrase].length < SHORTEST_PASSPHRASE) return err({ code: 'too-short' });
      const master = randomBytes(32);
      keep(master, await wrapByPassphrase(master, passphrase));
      log.info('desk key made', { by: 'passphrase', recovery: recoveryPublicKey !== undefined });
      return ok(undefined);
    },
  };
}

function derived(master: Uint8Array): DeskKeys {
  if (master.length !== 32) throw new Error('keys: the master key has not 32 bytes');
  const key = (name: string): Uint8Array => new Uint8Array(hkdfSync('sha256', master, Buffer.alloc(0), `plainpied ${name} v1`, 32));
  return { journal: key('journal'), attachment: key('attachment'), cache: key('cache'), deskRecord: key('desk record') };
}

function wrapForRecovery(master: Uint8Array, pem: string): string {
  return publicEncrypt({ key: pem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, master).toString('base64');
}
