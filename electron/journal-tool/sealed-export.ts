import { createHash, randomBytes, type Hash } from 'node:crypto';
import { z } from 'zod';
import { acknowledgementSchema } from '#shared/contracts/desk-api/desk-api.ts';
import { enrolmentSchema } from '#shared/contracts/grc-api/wire.ts';
import { sealedIntentSchema } from '#shared/sync/intent.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { createSealedFile, openSealedFile, type WrappedKey } from './sealed-stream.ts';

/** Frames of an export, in order: the desk, its unsent entries, their files in pieces, what was set aside, the totals. */
const frameSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('desk'), deskUid: uuidSchema.nullable(), enrolment: enrolmentSchema.nullable(), exportedAt: z.string() }),
  z.object({ kind: z.literal('entry'), sealed: sealedIntentSchema, answers: z.array(acknowledgementSchema).readonly() }),
  z.object({ kind: z.literal('piece'), attachmentId: uuidSchema, offset: z.int().nonnegative() }),
  /** A damaged part of the journal, as it lay on the disk, and the copies of the key that it needs. */
  z.object({ kind: z.literal('set-aside'), name: z.string() }),
  z.object({ kind: z.literal('end'), entries: z.int(), operations: z.int(), files: z.int(), missingFiles: z.array(uuidSchema) }),
]);
export type ExportFrame = z.infer<typeof frameSchema>;
export type Framed = { readonly frame: ExportFrame; readonly bytes: Uint8Array };

/** Writes frames into a new sealed file and reads it back from the disk. Throws when what is read is not what was written. */
export async function writeExport(file: string, wrap: (contentKey: Uint8Array) => WrappedKey, frames: AsyncIterable<Framed>): Promise<{ readonly sha256: string }> {
  const contentKey = randomBytes(32);
  const writer = await createSealedFile(file, contentKey, wrap(contentKey));
  let sha256: string;
  try {
    for await (const framed of frames) await writer.write(packed(framed));
    sha256 = await writer.finish();
  } finally {
    await writer.close();
  }
  const digest = createHash('sha256');
  const reader = await openSealedFile(file, contentKey);
  try {
    for await (const _ of framesOf(digested(reader.pieces(), digest)));
  } finally {
    await reader.close();
  }
  if (digest.digest('hex') !== sha256) throw new Error('export: what was read back is not what was written');
  return { sha256 };
}

/** Every frame of an export, with the place of its bytes. Throws when the file is not whole. */
export async function* framesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<Framed & { readonly position: number }> {
  let waiting: Buffer = Buffer.alloc(0);
  let done = 0;
  let ended = false;
  for await (const piece of pieces) {
    waiting = Buffer.concat([waiting, piece]);
    for (let framed = unpacked(waiting); framed !== undefined; framed = unpacked(waiting)) {
      waiting = waiting.subarray(framed.length);
      done += framed.length;
      ended = framed.frame.kind === 'end';
      yield { ...framed, position: done - framed.bytes.length };
    }
  }
  if (!ended || waiting.length > 0) throw new Error('export: not whole');
}

async function* digested(pieces: AsyncIterable<Buffer>, digest: Hash): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    digest.update(piece);
    yield piece;
  }
}

/** `length(4) length(4) JSON bytes`. */
function packed({ frame, bytes }: Framed): Buffer {
  const json = Buffer.from(JSON.stringify(frame));
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32BE(json.length, 0);
  lengths.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([lengths, json, bytes]);
}

function unpacked(from: Buffer): (Framed & { readonly length: number }) | undefined {
  if (from.length < 8) return undefined;
  const start = 8 + from.readUInt32BE(0);
  const length = start + from.readUInt32BE(4);
  if (from.length < length) return undefined;
  return { frame: frameSchema.parse(JSON.parse(from.toString('utf8', 8, start))), bytes: from.subarray(start, length), length };
}
