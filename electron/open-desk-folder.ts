import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attachmentFiles } from './attachments/attachment-store.ts';
import { journalKey } from './journal/record-codec.ts';
import type { DeskFolder } from './journal-tool/export-desk.ts';
import { deriveDeskKeys, type DeskKeys } from './keys/desk-keys.ts';
import { openMasterKey, type Opener } from './keys/master-key.ts';
import type { Keyring } from './keys/key-store.ts';
import { deskRecordSchema } from './session/desk-record.ts';
import { readSealed } from './session/sealed-file.ts';

/** Why the tool stops, in words for the IT department. */
export class ToolError extends Error {}

type KeyArguments = { readonly recoveryKey: string | undefined; readonly passphraseFile: string | undefined };

/** What the command line named to open the desk with; undefined when it named nothing and there is no keyring here. */
export function openerOf({ recoveryKey, passphraseFile }: KeyArguments, keyring: Keyring | undefined): Opener | undefined {
  if (recoveryKey !== undefined) return { by: 'recovery-key', privateKeyPem: readText(recoveryKey) };
  if (passphraseFile !== undefined) return { by: 'passphrase', passphrase: readPassphrase(passphraseFile) };
  return keyring && { by: 'keyring', keyring };
}

/** One line; `-` is the standard input. */
export function readPassphrase(file: string): string {
  return (file === '-' ? readFileSync(0, 'utf8') : readText(file)).replace(/\r?\n$/, '');
}

export function readText(file: string): string {
  if (!existsSync(file)) throw new ToolError(`no such file: ${file}`);
  return readFileSync(file, 'utf8');
}

/** Throws a ToolError when the key does not open. */
export async function masterOf(folder: string, opener: Opener): Promise<Uint8Array> {
  const master = await openMasterKey(join(folder, 'keys.json'), opener);
  if (!master.ok) throw new ToolError(`the desk's key does not open: ${master.refusal}`);
  return master.value;
}

/** Opens a desk's folder to read it. */
export async function openDeskFolder(folder: string, opener: Opener): Promise<DeskFolder> {
  const keys = deriveDeskKeys(await masterOf(folder, opener));
  const files = attachmentFiles(join(folder, 'attachments'), keys.attachment);
  return { folder, journalKey: journalKey(keys.journal), ...identityIn(folder, keys), describe: files.describe, piece: files.piece };
}

/** A record that does not open gives no identity: the entries name their desk, and a code enrols it again. */
function identityIn(folder: string, keys: DeskKeys): Pick<DeskFolder, 'deskUid' | 'enrolment'> {
  try {
    const { deskUid, enrolment } = deskRecordSchema.parse(JSON.parse(readSealed(join(folder, 'desk.sealed'), keys.deskRecord)));
    return { deskUid, enrolment };
  } catch {
    return { deskUid: undefined, enrolment: null };
  }
}
