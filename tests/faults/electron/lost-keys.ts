import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runJournalTool } from '#electron/compose-journal-tool.ts';
import { openKeyStore } from '#electron/keys/key-store.ts';
import { makeDeskFolder, recoveryPair } from '#tests/harness/desk-folder.ts';
import type { Check } from '../report.ts';
import type { World } from './world.ts';

const NAMED = { scenario: 30, name: 'the keyring was reset with work waiting; the town hall’s key brings it in', invariant: 'I2 I8', layer: 'storage' } as const;

/** A desk made by the application's own parts, whose keyring then refuses. */
export async function lostKeys({ grc, folder }: World): Promise<readonly Check[]> {
  const { publicKey, privateKey } = recoveryPair();
  const home = path.join(folder, 'lost-keys');
  const desk = await makeDeskFolder(path.join(home, 'desk-remote-lost'), grc, publicKey);
  const requests = [await desk.visit('PERDU', randomBytes(1_500_000)), await desk.visit('RETROUVE', randomBytes(1000))];
  await desk.journal.close();
  const file = path.join(desk.folder, 'keys.json');
  const keys = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...keys, protector: { kind: 'keyring', sealed: randomBytes(60).toString('base64') } }));
  const before = readFileSync(file, 'utf8');
  const broken: string[] = [];
  const refusing = { isEncryptionAvailable: () => true, encryptString: (text: string) => Buffer.from(text), decryptString: () => { throw new Error('another key'); } };
  try {
    openKeyStore({ file, keyring: refusing, recoveryPublicKey: publicKey, nowMs: Date.now() });
    broken.push('I8 opened without its key');
  } catch {
    if (readFileSync(file, 'utf8') !== before) broken.push('I8 the key file was changed');
  }
  mkdirSync(home, { recursive: true });
  const pem = path.join(home, 'recovery.pem');
  writeFileSync(pem, privateKey);
  const words = ['replay', '--desk', desk.folder, '--recovery-key', pem, '--grc', grc.url];
  for (const _time of ['once', 'twice']) {
    const said: string[] = [];
    const code = await runJournalTool(words, { say: (line) => said.push(line), keyring: undefined, fetch, nowMs: Date.now, inUse: () => false, dataFolder: home, policy: {}, version: 'faults' });
    if (code !== 0) broken.push(`I8 ${said.join(' ')}`);
  }
  const held = (await grc.holdings()).requests.filter(({ id }) => requests.includes(id));
  if (held.length !== 2) broken.push(`I2 ${held.length} requests of 2`);
  if (held.some(({ attachmentStates }) => attachmentStates.filter(({ verified }) => verified).length !== 1)) broken.push('I8 a file did not come with it');
  return [{ ...NAMED, broken }];
}
