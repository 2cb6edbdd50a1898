import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Enrolment } from '#shared/contracts/grc-api/wire.ts';
import type { JournalKey } from '#electron/journal/record-codec.ts';
import type { Attachment } from '#shared/domain/document/attachment.ts';
import type { Framed } from './sealed-export.ts';
import { readUnsent, waitingOf } from './unsent.ts';

export const PIECE_BYTES = 1024 * 1024;
const NOTHING = new Uint8Array();

/** A desk's folder, opened; `enrolment` carries the credential. */
export type DeskFolder = {
  readonly folder: string;
  readonly journalKey: JournalKey;
  /** Undefined when the desk's own record does not open. */
  readonly deskUid: string | undefined;
  readonly enrolment: Enrolment | null;
  readonly describe: (attachmentId: string) => Promise<Attachment | undefined>;
  readonly piece: (attachmentId: string, offset: number) => Promise<Uint8Array>;
};

/**
 * All that a desk has not sent: the entries, their files that the GRC has not verified, and what was set aside of a
 * damaged journal with the copies of its key. A file that is gone or altered is named at the end, and stops nothing.
 */
export async function* unsentFrames(desk: DeskFolder, exportedAt: string): AsyncGenerator<Framed> {
  const entries = readUnsent(join(desk.folder, 'journal'), desk.journalKey);
  const missingFiles: string[] = [];
  let files = 0;
  yield { frame: { kind: 'desk', deskUid: desk.deskUid ?? entries[0]?.sealed.captured.deskId ?? null, enrolment: desk.enrolment, exportedAt }, bytes: NOTHING };
  for (const { sealed, answers } of entries) yield { frame: { kind: 'entry', sealed, answers }, bytes: NOTHING };
  for (const operation of entries.flatMap(waitingOf)) {
    if (operation.type !== 'attachment/upload') continue;
    try {
      yield* piecesOf(desk, operation.attachment);
      files += 1;
    } catch {
      missingFiles.push(operation.attachment.id);
    }
  }
  yield* setAside(desk.folder);
  const operations = entries.reduce((sum, entry) => sum + waitingOf(entry).length, 0);
  yield { frame: { kind: 'end', entries: entries.length, operations, files, missingFiles }, bytes: NOTHING };
}

async function* piecesOf({ piece }: DeskFolder, { id, byteLength }: Attachment): AsyncGenerator<Framed> {
  for (let offset = 0; offset < byteLength; offset += PIECE_BYTES) {
    const bytes = await piece(id, offset);
    yield { frame: { kind: 'piece', attachmentId: id, offset }, bytes };
  }
}

function* setAside(folder: string): Generator<Framed> {
  const aside = join(folder, 'journal', 'set-aside');
  const names = existsSync(aside) ? readdirSync(aside).sort() : [];
  if (names.length > 0) yield { frame: { kind: 'set-aside', name: 'keys.json' }, bytes: readFileSync(join(folder, 'keys.json')) };
  for (const name of names) yield { frame: { kind: 'set-aside', name }, bytes: readFileSync(join(aside, name)) };
}
