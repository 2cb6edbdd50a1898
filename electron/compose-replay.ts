import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Enrolment } from '#shared/contracts/grc-api/wire.ts';
import type { Operation } from '#shared/sync/operation.ts';
import { uploadStep, type SendUpload } from './attachments/upload.ts';
import type { ToolPorts } from './compose-journal-tool.ts';
import { openJournal, type Journal } from './journal/journal.ts';
import type { ToolArguments } from './journal-tool/arguments.ts';
import { openExport, type OpenedExport } from './journal-tool/opened-export.ts';
import { replayUnsent } from './journal-tool/replay.ts';
import { wrappedKeyOf } from './journal-tool/sealed-stream.ts';
import { readUnsent } from './journal-tool/unsent.ts';
import { byRecoveryKey } from './keys/master-key.ts';
import { openDeskFolder, openerOf, readText, ToolError } from './open-desk-folder.ts';
import { enrolDesk } from './session/grc-account.ts';
import { deskFolderName } from './settings/desk-folder.ts';
import { readSettings } from './settings/settings-file.ts';

const ALTERED = 'this export is altered or cut off: nothing of it was sent';

type Source = OpenedExport & { readonly journal: Journal | undefined };

/** `journal replay`: from a desk's folder, whose journal then learns the answers, or from a sealed export. */
export async function replayCommand(args: ToolArguments, ports: ToolPorts, closedDesk: () => string): Promise<number> {
  const folder = args.from === undefined ? closedDesk() : undefined;
  const source = folder === undefined ? await fromExport(args) : await fromDesk(folder, args, ports);
  const grc = args.grc ?? (folder === undefined ? undefined : grcOf(folder, ports));
  if (grc === undefined) throw new ToolError('name the GRC with --grc URL');
  const baseUrl = `${grc.replace(/\/+$/, '')}/v1`;
  const { credential } = await identity(source, args, ports, baseUrl);
  const send = (path: string, init: RequestInit): Promise<Response> =>
    ports.fetch(`${baseUrl}${path}`, { ...init, redirect: 'manual', headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${credential}` } });
  const upload: SendUpload = ({ method, path, headers, body }) => send(path, { method, headers: { ...headers }, ...(body && { body: new Uint8Array(body) }) }).catch(() => new Response(null, { status: 504 }));
  try {
    const report = await replayUnsent(source.entries, {
      send: ({ method, path, headers, body }) => send(path, { method, headers: { ...headers }, body: JSON.stringify(body) }),
      uploadStep: (operation) => uploadStep(upload, operation, pieceOf(source, operation)),
      acknowledge: async (ack) => source.journal?.acknowledge(ack, ports.nowMs()),
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    ports.say(`replayed: ${report.accepted} accepted, ${report.refused.length} refused, ${report.left} left`);
    for (const { opId, type, code } of report.refused) ports.say(`refused  ${type} ${opId} ${code}`);
    return report.left === 0 && report.refused.length === 0 ? 0 : 1;
  } finally {
    await source.journal?.close();
    await source.close();
  }
}

async function fromDesk(folder: string, args: ToolArguments, ports: ToolPorts): Promise<Source> {
  const opener = openerOf(args, ports.keyring);
  if (opener === undefined) throw new ToolError('replay needs a key');
  const { journalKey, deskUid, enrolment, piece } = await openDeskFolder(folder, opener);
  const dir = join(folder, 'journal');
  const composeReceipt = (): never => {
    throw new Error('the tool records nothing');
  };
  const journal = openJournal({ dir, key: journalKey, composeReceipt, randomBytes, openedAtMs: ports.nowMs(), reserveBytes: 0 });
  return { entries: readUnsent(dir, journalKey), deskUid, enrolment, piece, journal, close: async () => undefined };
}

async function fromExport(args: ToolArguments): Promise<Source> {
  const { from, recoveryKey } = args;
  if (from === undefined || recoveryKey === undefined) throw new ToolError('an export is read with --recovery-key PEM');
  if (!existsSync(from)) throw new ToolError(`no such file: ${from}`);
  const wrapped = await wrappedKeyOf(from).catch(() => {
    throw new ToolError('this file is no export');
  });
  const contentKey = byRecoveryKey(wrapped, readText(recoveryKey));
  if (!contentKey.ok) throw new ToolError(contentKey.refusal === 'other-recovery-key' ? 'this export was sealed for another recovery key' : ALTERED);
  try {
    return { ...(await openExport(from, contentKey.value)), journal: undefined };
  } catch {
    throw new ToolError(ALTERED);
  }
}

/** The desk's own credential; with a code, the same desk is enrolled again and gets a new one. */
async function identity(source: Source, args: ToolArguments, ports: ToolPorts, baseUrl: string): Promise<Enrolment> {
  if (args.enrolmentCode === undefined) {
    if (source.enrolment === null) throw new ToolError('this desk has no credential: give --enrolment-code CODE');
    return source.enrolment;
  }
  const deskUid = source.deskUid ?? source.entries[0]?.sealed.captured.deskId;
  if (deskUid === undefined) throw new ToolError('nothing says which desk this was');
  const enrolled = await enrolDesk(
    ({ method, path, headers, body }) => ports.fetch(`${baseUrl}${path}`, { method, headers: { ...headers, authorization: `Bearer ${args.enrolmentCode ?? ''}` }, ...(typeof body === 'string' && { body }) }).catch(() => new Response(null, { status: 504 })),
    args.enrolmentCode, { deskUid, label: undefined, version: ports.version },
  );
  if (!enrolled.ok) throw new ToolError(`the GRC does not enrol this desk: ${enrolled.refusal.code}`);
  return enrolled.value;
}

function pieceOf(source: Source, { attachment }: Extract<Operation, { type: 'attachment/upload' }>) {
  return (offset: number): Promise<Uint8Array> => source.piece(attachment.id, offset);
}

/** The address that the policy or the settings name, when this is the folder of that address. */
function grcOf(folder: string, { policy, nowMs }: ToolPorts): string | undefined {
  const grc = policy.grc ?? readSettings(join(dirname(folder), 'settings.json'), nowMs()).grc;
  return grc?.kind === 'remote' && deskFolderName(grc) === basename(folder) ? grc.url : undefined;
}
