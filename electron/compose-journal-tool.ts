import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readArguments, USAGE, type ToolArguments } from './journal-tool/arguments.ts';
import { unsentFrames } from './journal-tool/export-desk.ts';
import { keepExported, notExported } from './journal-tool/exported.ts';
import { findDesk } from './journal-tool/find-desk.ts';
import { writeExport } from './journal-tool/sealed-export.ts';
import { surveyJournal } from './journal-tool/survey.ts';
import { readUnsent } from './journal-tool/unsent.ts';
import { surveyLines } from './journal-tool/words.ts';
import { replayCommand } from './compose-replay.ts';
import { parseKeyFile, writeKeyFile } from './keys/key-file.ts';
import type { Keyring } from './keys/key-store.ts';
import { MIN_PASSPHRASE_LENGTH, wrapByPassphrase } from './keys/passphrase-wrap.ts';
import { recoveryCopy } from './keys/recovery-copy.ts';
import type { Policy } from './settings/policy.ts';
import { masterOf, openDeskFolder, openerOf, readPassphrase, readText, ToolError } from './open-desk-folder.ts';

export type ToolPorts = {
  readonly say: (line: string) => void;
  /** Only in the application itself. */
  readonly keyring: Keyring | undefined;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly nowMs: () => number;
  /** Whether the application works on this desk's folder now. */
  readonly inUse: (deskFolder: string) => boolean;
  /** The application's data folder, unless the command names another. */
  readonly dataFolder: string;
  readonly policy: Policy;
  readonly version: string;
};

const DONE = 0;
const REFUSED = 1;
const MISUSED = 2;

/** Runs one command of the recovery tool; answers the exit code. Says no personal data unless it was asked to. */
export async function runJournalTool(words: readonly string[], ports: ToolPorts): Promise<number> {
  const args = readArguments(words);
  if (args === undefined) {
    ports.say(USAGE);
    return MISUSED;
  }
  try {
    return await run(args, ports);
  } catch (cause) {
    if (!(cause instanceof ToolError)) throw cause;
    ports.say(cause.message);
    return REFUSED;
  }
}

async function run(args: ToolArguments, ports: ToolPorts): Promise<number> {
  if (args.command === 'replay') return replayCommand(args, ports, () => closedDesk(args, ports));
  const folder = args.command === 'inspect' ? deskFolder(args, ports) : closedDesk(args, ports);
  switch (args.command) {
    case 'inspect':
      return inspect(folder, args, ports);
    case 'export':
      return exportDesk(folder, args, ports);
    case 'reopen':
      return reopen(folder, args, ports);
    case 'decommission':
      return decommission(folder, args, ports);
  }
}

function deskFolder({ desk, data }: ToolArguments, { dataFolder }: ToolPorts): string {
  const found = findDesk(desk, data ?? dataFolder);
  if ('folder' in found) return found.folder;
  throw new ToolError(['name the desk with --desk FOLDER; there is:', ...(found.choices.length === 0 ? ['none'] : found.choices)].join('\n'));
}

/** Two writers would break the chain of the journal. */
function closedDesk(args: ToolArguments, ports: ToolPorts): string {
  const folder = deskFolder(args, ports);
  if (ports.inUse(folder)) throw new ToolError('the application is open on this desk: close it first');
  return folder;
}

async function inspect(folder: string, args: ToolArguments, ports: ToolPorts): Promise<number> {
  const opener = openerOf(args, ports.keyring);
  const desk = opener && (await openDeskFolder(folder, opener));
  const dir = join(folder, 'journal');
  const survey = surveyJournal(dir, desk?.journalKey);
  const content = args.content && desk ? readUnsent(dir, desk.journalKey) : undefined;
  if (args.json) ports.say(JSON.stringify({ desk: basename(folder), ...survey, ...(content && { content }) }));
  else [`desk     ${basename(folder)}`, ...surveyLines(survey), ...(content ?? []).map((entry) => JSON.stringify(entry))].forEach(ports.say);
  return survey.damages.length === 0 ? DONE : REFUSED;
}

async function exportDesk(folder: string, args: ToolArguments, ports: ToolPorts): Promise<number> {
  const opener = openerOf(args, ports.keyring);
  const publicKey = args.publicKey === undefined ? ports.policy.recoveryPublicKey : readText(args.publicKey);
  if (opener === undefined || args.to === undefined || publicKey === undefined) throw new ToolError(`export needs a key, --to FILE, and a public key (--public-key, or the policy)\n${USAGE}`);
  const file = resolve(args.to);
  if (existsSync(file)) throw new ToolError(`there is already a file ${file}`);
  const desk = await openDeskFolder(folder, opener);
  const at = new Date(ports.nowMs()).toISOString();
  const frames = unsentFrames(desk, at);
  let totals = { entries: 0, operations: 0, files: 0, missingFiles: [] as readonly string[] };
  let throughSeq = 0;
  const counted = (async function* () {
    for await (const framed of frames) {
      if (framed.frame.kind === 'entry') throughSeq = Math.max(throughSeq, framed.frame.sealed.seq);
      if (framed.frame.kind === 'end') totals = framed.frame;
      yield framed;
    }
  })();
  const { sha256 } = await writeExport(file, (contentKey) => recoveryCopy(contentKey, publicKey), counted);
  keepExported(folder, { at, file, sha256, throughSeq });
  ports.say(`exported ${totals.entries} records, ${totals.operations} writes, ${totals.files} files; read back whole, content SHA-256 ${sha256}`);
  for (const id of totals.missingFiles) ports.say(`missing  file ${id}: gone or altered on this desk`);
  return DONE;
}

/** Gives the desk a passphrase in place of a keyring or passphrase that is lost; the old key file stays beside. */
async function reopen(folder: string, args: ToolArguments, ports: ToolPorts): Promise<number> {
  if (args.recoveryKey === undefined || args.newPassphraseFile === undefined) throw new ToolError(USAGE);
  const file = join(folder, 'keys.json');
  const master = await masterOf(folder, { by: 'recovery-key', privateKeyPem: readText(args.recoveryKey) });
  const passphrase = readPassphrase(args.newPassphraseFile);
  if (passphrase.length < MIN_PASSPHRASE_LENGTH) throw new ToolError(`a passphrase has ${MIN_PASSPHRASE_LENGTH} characters at least`);
  const recovery = parseKeyFile(readText(file))?.recovery ?? null;
  copyFileSync(file, `${file}.before-${ports.nowMs()}`);
  writeKeyFile(file, { v: 1, protector: await wrapByPassphrase(master, passphrase), recovery });
  ports.say('the desk opens with the new passphrase from its next start');
  return DONE;
}

/** Nothing is deleted: the folder is renamed, so that the application no longer takes it for a desk. */
async function decommission(folder: string, args: ToolArguments, ports: ToolPorts): Promise<number> {
  const opener = openerOf(args, ports.keyring);
  if (opener === undefined) throw new ToolError(USAGE);
  const { journalKey } = await openDeskFolder(folder, opener);
  const dir = join(folder, 'journal');
  const { damages } = surveyJournal(dir, journalKey);
  const against = notExported(folder, readUnsent(dir, journalKey));
  if (against.length > 0) {
    ports.say(`refused: ${against.length} records are neither sent nor in a sealed export. Leave the desk connected, run replay, or run export.`);
    return REFUSED;
  }
  const name = `decommissioned-${basename(folder)}-${createHash('sha256').update(randomBytes(8)).digest('hex').slice(0, 8)}`;
  renameSync(folder, join(dirname(folder), name));
  ports.say(`decommissioned: ${name}`);
  if (damages.length > 0) ports.say(`note     ${damages.length} damaged parts of its journal were never read: see set-aside in ${name}`);
  return DONE;
}
