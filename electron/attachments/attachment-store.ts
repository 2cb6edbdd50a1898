import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { attachmentSchema, type Attachment } from '#shared/domain/document/attachment.ts';
import type { ScanProvenance } from '#shared/domain/scan/provenance.ts';
import type { AttachmentAnswer } from '#shared/contracts/desk-api/desk-api.ts';
import { err, ok } from '#shared/lib/result.ts';
import { CHUNK_BYTES, readChunk, readChunked, writeChunked } from './chunked-file.ts';
import type { Inspector } from './inspector.ts';
import { isDiskFull } from './sealed-folder.ts';

export type AttachmentStore = {
  /** Resolves once the file is safe on the disk, encrypted; a refusal wrote nothing. The same id again: the first answer. */
  readonly add: (id: string, bytes: Uint8Array, declared: string, label: string, scan?: ScanProvenance) => Promise<AttachmentAnswer>;
  readonly describe: (id: string) => Promise<Attachment | undefined>;
  readonly content: (id: string) => Promise<Uint8Array | undefined>;
  /** What a page can show: a TIFF becomes a PNG of its first page. */
  readonly preview: (id: string) => Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | undefined>;
  /** At most 1 MiB from an offset that is a multiple of 1 MiB, or the rest after any other offset. */
  readonly piece: (id: string, offset: number) => Promise<Uint8Array>;
  readonly remove: (id: string) => Promise<void>;
};

/** The files as they lie on the disk, without anything that makes or changes one: what the recovery tool reads. */
export type AttachmentFiles = Pick<AttachmentStore, 'describe' | 'content' | 'piece'> & { readonly nameOf: (id: string, part: 'data' | 'meta') => string };

export function attachmentFiles(dir: string, key: Uint8Array): AttachmentFiles {
  /** Names say nothing of what they hold. */
  const nameOf = (id: string, part: 'data' | 'meta'): string => join(dir, `${createHmac('sha256', key).update(`${part} ${id}`).digest('hex')}.bin`);
  return {
    nameOf,
    describe: async (id) => {
      const meta = nameOf(id, 'meta');
      if (!existsSync(meta)) return undefined;
      return attachmentSchema.parse(JSON.parse((await readChunked(meta, key, `${id} meta`)).toString('utf8')));
    },
    content: async (id) => (existsSync(nameOf(id, 'meta')) ? readChunked(nameOf(id, 'data'), key, id) : undefined),
    piece: async (id, offset) => {
      const chunk = await readChunk(nameOf(id, 'data'), key, id, Math.floor(offset / CHUNK_BYTES));
      return chunk.subarray(offset % CHUNK_BYTES);
    },
  };
}

export function openAttachments(options: { readonly dir: string; readonly key: Uint8Array; readonly inspector: Inspector }): AttachmentStore {
  const { dir, key, inspector } = options;
  const { nameOf, describe, content, piece } = attachmentFiles(dir, key);

  return {
    describe,
    content,
    add: async (id, bytes, declared, label, scan) => {
      const known = await describe(id);
      if (known !== undefined) return ok(known);
      const inspected = await inspector.inspect(bytes, declared);
      if (!inspected.ok) return inspected;
      const attachment: Attachment = { id, ...inspected.value, byteLength: bytes.length, label, ...(scan !== undefined && { scan }) };
      try {
        await writeChunked(nameOf(id, 'data'), key, id, bytes);
        // Last: a file without its description is one that was never finished.
        await writeChunked(nameOf(id, 'meta'), key, `${id} meta`, Buffer.from(JSON.stringify(attachment)));
      } catch (cause) {
        if (isDiskFull(cause)) return err('disk-full');
        throw cause;
      }
      return ok(attachment);
    },
    preview: async (id) => {
      const attachment = await describe(id);
      const bytes = await content(id);
      if (attachment === undefined || bytes === undefined) return undefined;
      if (attachment.mediaType !== 'image/tiff') return { bytes, mediaType: attachment.mediaType };
      const png = await inspector.tiffPreview(bytes);
      return png === undefined ? undefined : { bytes: png, mediaType: 'image/png' };
    },
    piece,
    remove: async (id) => {
      for (const part of ['meta', 'data'] as const) await unlink(nameOf(id, part)).catch(() => undefined);
    },
  };
}
