import type { Box } from './rows.ts';

/** The desk's cache key, split for its uses; neither of the keys can be exported. */
export type DataKeys = {
  readonly box: CryptoKey;
  readonly tag: CryptoKey;
  /**
   * The database that these keys read, and no other: a workstation has one desk per GRC, each with its own key, so that
   * one never opens what another wrote. It tells nothing of the key.
   */
  readonly database: string;
};

const NONCE = 12;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Imports the 32 bytes that main hands out once, and wipes them. */
export async function importDataKeys(raw: Uint8Array<ArrayBuffer>): Promise<DataKeys> {
  const master = await crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey', 'deriveBits']);
  raw.fill(0);
  const from = (info: string): HkdfParams => ({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encoder.encode(info) });
  const [box, tag, name] = await Promise.all([
    crypto.subtle.deriveKey(from('plainpied cache rows'), master, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    crypto.subtle.deriveKey(from('plainpied cache tags'), master, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']),
    crypto.subtle.deriveBits(from('plainpied cache name'), master, 64),
  ]);
  return { box, tag, database: `plainpied-${hex(new Uint8Array(name))}` };
}

/** Encrypts a JSON value for the row of that id: moved to another row, it does not open. */
export function sealBox(keys: DataKeys, id: string, value: unknown): Promise<Box> {
  return sealBytes(keys, id, encoder.encode(JSON.stringify(value)));
}

/** Rejects when the box is altered, or belongs to another row or key. */
export async function openBox(keys: DataKeys, id: string, box: Box): Promise<unknown> {
  return JSON.parse(decoder.decode(await openBytes(keys, id, box)));
}

/** The same of bytes, whatever they are. */
export async function sealBytes(keys: DataKeys, id: string, plain: Uint8Array<ArrayBuffer>): Promise<Box> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: encoder.encode(id) }, keys.box, plain);
  const box = new Uint8Array(NONCE + sealed.byteLength);
  box.set(nonce);
  box.set(new Uint8Array(sealed), NONCE);
  return box;
}

export async function openBytes(keys: DataKeys, id: string, box: Box): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = { name: 'AES-GCM', iv: box.subarray(0, NONCE), additionalData: encoder.encode(id) };
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, keys.box, box.subarray(NONCE)));
}

/** A keyed hash of an opaque relation, for looking up rows without telling what they are about. */
export async function tagOf(keys: DataKeys, text: string): Promise<string> {
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', keys.tag, encoder.encode(text)));
  return hex(mac.subarray(0, 16));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Tells two ciphertexts of a row apart: the nonce is never used twice. */
export function versionOf(box: Box | null): string {
  return box === null ? '-' : String.fromCharCode(...box.subarray(0, NONCE));
}
