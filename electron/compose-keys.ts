import type { KeyStore } from './keys/desk-keys.ts';
import { openKeyStore } from './keys/desk-keys.ts';
import { machineKeyring } from './keys/keyring.ts';
import type { KeyVault } from './session/ports.ts';
import type { Policy } from './settings/policy.ts';

/** The desk's keys as the session needs them, opened when the GRC (and so the folder) is known. */
export type ComposedKeys = KeyVault & { readonly store: () => KeyStore };

export function composeKeys(folder: () => string, policy: Policy): ComposedKeys {
  let opened: { readonly folder: string; readonly store: KeyStore } | undefined;
  const store = (): KeyStore => {
    if (opened?.folder !== folder()) {
      opened = {
        folder: folder(),
        store: openKeyStore({ folder: folder(), keyring: machineKeyring(), recoveryPublicKey: policy.recoveryPublicKey, nowMs: Date.now() }),
      };
    }
    return opened.store;
  };
  return {
    store,
    state: () => store().state(),
    open: (passphrase) => store().open(passphrase),
    deskRecordKey: () => store().keys().deskRecord,
  };
}
