import { randomBytes } from 'node:crypto';
import type { PassphraseRefusal } from '#shared/contracts/ipc/session.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { createLogger } from '#electron/diagnostics/log.ts';
import { deriveDeskKeys, MASTER_KEY_BYTES, type DeskKeys } from './desk-keys.ts';
import { readKeyFile, writeKeyFile, type KeyFile } from './key-file.ts';
import { MIN_PASSPHRASE_LENGTH, unwrapByPassphrase, wrapByPassphrase } from './passphrase-wrap.ts';
import { recoveryCopy, recoveryKeyId } from './recovery-copy.ts';

const log = createLogger('keys');

/** Electron's safeStorage, as far as it is used; `getSelectedStorageBackend` is Linux's, and absent from Electron 25. */
export type Keyring = {
  readonly isEncryptionAvailable: () => boolean;
  readonly getSelectedStorageBackend?: () => string;
  readonly encryptString: (text: string) => Buffer;
  readonly decryptString: (sealed: Buffer) => string;
};

export type KeyStore = {
  readonly state: () => 'open' | 'passphrase-needed' | 'passphrase-to-create';
  readonly open: (passphrase: string) => Promise<Result<undefined, PassphraseRefusal>>;
  /** Undefined until open. */
  readonly keys: () => DeskKeys | undefined;
};

export type KeyStoreOptions = {
  readonly file: string;
  readonly keyring: Keyring;
  readonly recoveryPublicKey: string | undefined;
  readonly nowMs: number;
};

/**
 * Opens the desk's master key by the machine's keyring, or waits for a passphrase where there is none. A key that
 * exists and cannot be opened is never replaced: everything recorded under it would be lost with it. Throws when the
 * keyring that sealed it refuses it (another user's profile, a keyring that was reset).
 */
export function openKeyStore({ file, keyring, recoveryPublicKey, nowMs }: KeyStoreOptions): KeyStore {
  let stored = readKeyFile(file, nowMs);
  let opened: DeskKeys | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  if (stored?.protector.kind === 'keyring') {
    use(openByKeyring(keyring, stored.protector.sealed), stored);
  } else if (stored === undefined && isSafe(keyring)) {
    const master = randomBytes(MASTER_KEY_BYTES);
    const sealed = keyring.encryptString(master.toString('base64')).toString('base64');
    use(master, { v: 1, protector: { kind: 'keyring', sealed }, recovery: null });
  }

  /** The file is on disk before anything can be sealed under its key. */
  function use(master: Uint8Array, content: KeyFile): void {
    const kept = { ...content, recovery: renewed(content.recovery, master) };
    if (stored === undefined || kept.recovery !== content.recovery) writeKeyFile(file, kept);
    stored = kept;
    opened = deriveDeskKeys(master);
  }

  function renewed(copy: KeyFile['recovery'], master: Uint8Array): KeyFile['recovery'] {
    if (recoveryPublicKey === undefined) return copy;
    try {
      return copy?.keyId === recoveryKeyId(recoveryPublicKey) ? copy : recoveryCopy(master, recoveryPublicKey);
    } catch (cause) {
      log.error('recovery key of the policy cannot be used', { cause });
      return copy;
    }
  }

  async function openWith(passphrase: string): Promise<Result<undefined, PassphraseRefusal>> {
    if (opened !== undefined) return ok(undefined);
    if (stored === undefined) {
      if (passphrase.length < MIN_PASSPHRASE_LENGTH) return err({ code: 'too-short' });
      const master = randomBytes(MASTER_KEY_BYTES);
      use(master, { v: 1, protector: await wrapByPassphrase(master, passphrase), recovery: null });
      return ok(undefined);
    }
    const master = stored.protector.kind === 'passphrase' ? await unwrapByPassphrase(stored.protector, passphrase) : undefined;
    if (master === undefined) return err({ code: 'wrong-passphrase' });
    use(master, stored);
    return ok(undefined);
  }

  return {
    state: () => (opened !== undefined ? 'open' : stored === undefined ? 'passphrase-to-create' : 'passphrase-needed'),
    // One at a time: two first passphrases would make two keys.
    open: (passphrase) => {
      const mine = turn.then(() => openWith(passphrase));
      turn = mine.catch(() => undefined);
      return mine;
    },
    keys: () => opened,
  };
}

/** `basic_text` and `unknown` seal with a password that is in Chromium's source. */
function isSafe(keyring: Keyring): boolean {
  if (!keyring.isEncryptionAvailable()) return false;
  const backend = process.platform === 'linux' ? keyring.getSelectedStorageBackend?.() : undefined;
  return backend !== 'basic_text' && backend !== 'unknown';
}

function openByKeyring(keyring: Keyring, sealed: string): Uint8Array {
  const master = Buffer.from(keyring.decryptString(Buffer.from(sealed, 'base64')), 'base64');
  if (master.length !== MASTER_KEY_BYTES) throw new Error('keyring opened something else than a master key');
  return master;
}
