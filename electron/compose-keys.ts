import { join } from 'node:path';
import { safeStorage } from 'electron';
import type { DeskKeys } from './keys/desk-keys.ts';
import { openKeyStore, type KeyStore } from './keys/key-store.ts';
import type { KeyVault } from './session/ports.ts';
import type { Policy } from './settings/policy.ts';

export type ComposedKeys = KeyVault & {
  /** Undefined until open. */
  readonly keys: () => DeskKeys | undefined;
};

/** The keys of the desk that works with the chosen GRC; the keyring is not asked before Electron is ready. */
export function composeKeys(folder: () => string, policy: Policy): ComposedKeys {
  const stores = new Map<string, KeyStore>();

  function store(): KeyStore {
    const file = join(folder(), 'keys.json');
    const known = stores.get(file);
    if (known !== undefined) return known;
    const opened = openKeyStore({ file, keyring: safeStorage, recoveryPublicKey: policy.recoveryPublicKey, nowMs: Date.now() });
    stores.set(file, opened);
    return opened;
  }

  return {
    state: () => store().state(),
    open: (passphrase) => store().open(passphrase),
    keys: () => store().keys(),
    deskRecordKey: () => {
      const keys = store().keys();
      if (keys === undefined) throw new Error('the desk is not open');
      return keys.deskRecord;
    },
  };
}
