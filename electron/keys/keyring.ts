import { safeStorage } from 'electron';
import type { Keyring } from './desk-keys.ts';

/** Electron's safeStorage, unless it has no keyring behind it or only hides with a fixed password (`basic_text`). */
export function machineKeyring(): Keyring | undefined {
  if (!safeStorage.isEncryptionAvailable()) return undefined;
  // Electron 25 cannot say which backend it took; where it can, plain obfuscation is refused.
  const backend = (safeStorage as { getSelectedStorageBackend?: () => string }).getSelectedStorageBackend;
  if (process.platform === 'linux' && backend?.call(safeStorage) === 'basic_text') return undefined;
  return {
    seal: (secret) => safeStorage.encryptString(Buffer.from(secret).toString('base64')),
    open: (sealed) => Buffer.from(safeStorage.decryptString(Buffer.from(sealed)), 'base64'),
  };
}
