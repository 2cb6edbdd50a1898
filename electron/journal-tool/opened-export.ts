import type { Enrolment } from '#shared/contracts/grc-api/wire.ts';
import { PIECE_BYTES } from './export-desk.ts';
import { framesOf } from './sealed-export.ts';
import { openSealedFile } from './sealed-stream.ts';
import type { UnsentEntry } from './unsent.ts';

export type OpenedExport = {
  readonly entries: readonly UnsentEntry[];
  readonly deskUid: string | undefined;
  readonly enrolment: Enrolment | null;
  /** At most 1 MiB of a file from any offset; rejects when the export does not hold it. */
  readonly piece: (attachmentId: string, offset: number) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
};

/** Reads a sealed export through once; its files stay sealed until they are asked for. Throws when it is not whole. */
export async function openExport(file: string, contentKey: Uint8Array): Promise<OpenedExport> {
  const reader = await openSealedFile(file, contentKey);
  const entries: UnsentEntry[] = [];
  const places = new Map<string, { readonly position: number; readonly length: number }>();
  let deskUid: string | undefined;
  let enrolment: Enrolment | null = null;
  try {
    for await (const { frame, bytes, position } of framesOf(reader.pieces())) {
      if (frame.kind === 'desk') {
        deskUid = frame.deskUid ?? undefined;
        enrolment = frame.enrolment;
      } else if (frame.kind === 'entry') entries.push({ sealed: frame.sealed, answers: frame.answers });
      else if (frame.kind === 'piece') places.set(`${frame.attachmentId} ${frame.offset}`, { position, length: bytes.length });
    }
  } catch (cause) {
    await reader.close();
    throw cause;
  }
  return {
    entries,
    deskUid,
    enrolment,
    piece: async (attachmentId, offset) => {
      const place = places.get(`${attachmentId} ${offset - (offset % PIECE_BYTES)}`);
      if (place === undefined) throw new Error('export: no such piece');
      return (await reader.at(place.position, place.length)).subarray(offset % PIECE_BYTES);
    },
    close: reader.close,
  };
}
