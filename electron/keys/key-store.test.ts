import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { openKeyStore, type Keyring } from './key-store.ts';

const flipped = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
const keyring: Keyring = {
  isEncryptionAvailable: () => true,
  encryptString: (text) => flipped(Buffer.from(text)),
  decryptString: (sealed) => flipped(sealed).toString(),
};
const noKeyring: Keyring = { ...keyring, isEncryptionAvailable: () => false };
const open = (folder: string, over: Partial<Parameters<typeof openKeyStore>[0]> = {}) =>
  openKeyStore({ file: join(folder, 'keys.json'), keyring: noKeyring, recoveryPublicKey: undefined, nowMs: 1, ...over });

test('with a keyring the keys are there at once, and the same after a restart', () => {
  const folder = tempFolder();
  const first = open(folder, { keyring });
  const again = open(folder, { keyring });
  expect([first.state(), again.state(), again.keys()]).toEqual(['open', 'open', first.keys()]);
});

test('the five keys differ from one another', () => {
  const keys = open(tempFolder(), { keyring }).keys();
  expect(new Set(Object.values(keys ?? {}).map((key) => Buffer.from(key).toString('hex'))).size).toBe(5);
});

test('without a keyring a passphrase is created, then asked for', async () => {
  const folder = tempFolder();
  const first = open(folder);
  expect([first.state(), await first.open('court')]).toEqual(['passphrase-to-create', { ok: false, refusal: { code: 'too-short' } }]);
  expect(await first.open('une phrase à retenir')).toEqual({ ok: true, value: undefined });
  const again = open(folder);
  expect([again.state(), await again.open('une autre phrase')]).toEqual(['passphrase-needed', { ok: false, refusal: { code: 'wrong-passphrase' } }]);
  expect(again.keys()).toBeUndefined();
  // Accents typed decomposed are the same passphrase.
  expect(await again.open('une phrase à retenir'.normalize('NFD'))).toEqual({ ok: true, value: undefined });
  expect(again.keys()).toEqual(first.keys());
});

test('the master key is nowhere in clear', async () => {
  const folder = tempFolder();
  const store = open(folder);
  await store.open('une phrase à retenir');
  const text = readFileSync(join(folder, 'keys.json'), 'utf8');
  for (const key of Object.values(store.keys() ?? {})) expect(text).not.toContain(Buffer.from(key).toString('base64'));
});

test('the recovery key of the town hall opens the same master key', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const folder = tempFolder();
  open(folder, { keyring, recoveryPublicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() });
  const stored = JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8')) as { recovery: { wrapped: string }; protector: { sealed: string } };
  const recovered = privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, Buffer.from(stored.recovery.wrapped, 'base64'));
  expect(recovered.toString('base64')).toBe(keyring.decryptString(Buffer.from(stored.protector.sealed, 'base64')));
});

test('a keyring that only hides with a fixed password is not used', () => {
  expect(open(tempFolder(), { keyring: { ...keyring, getSelectedStorageBackend: () => 'basic_text' } }).state()).toBe('passphrase-to-create');
});

test('a key that the keyring no longer opens is never replaced', () => {
  const folder = tempFolder();
  open(folder, { keyring });
  const before = readFileSync(join(folder, 'keys.json'), 'utf8');
  const reset: Keyring = { ...keyring, decryptString: () => 'other' };
  expect(() => open(folder, { keyring: reset })).toThrow();
  expect(readFileSync(join(folder, 'keys.json'), 'utf8')).toBe(before);
});

test('a broken key file is set aside, not overwritten', () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'keys.json'), '{');
  open(folder, { nowMs: 42 });
  expect(readdirSync(folder)).toEqual(['keys.json.broken-42']);
});
