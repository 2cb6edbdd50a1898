import { createHash } from 'node:crypto';
import { EncryptedPDFError, PDFDocument } from '@cantoo/pdf-lib';
import UTIF from 'utif2';
import { MAX_ATTACHMENT_BYTES, MAX_ATTACHMENT_PAGES, type AttachmentRefusal, type MediaType } from '#shared/domain/document/attachment.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { sniff } from '#shared/domain/document/sniff.ts';

export type Inspected = { readonly mediaType: MediaType; readonly pageCount: number; readonly sha256: string };

/** Reads what a file really is. `declared` is the type its sender claims, '' for none. */
export async function inspect(bytes: Uint8Array, declared: string): Promise<Result<Inspected, AttachmentRefusal>> {
  if (bytes.length === 0) return err('empty');
  if (bytes.length > MAX_ATTACHMENT_BYTES) return err('too-large');
  const mediaType = sniff(bytes);
  const claimsOurs = /^(application\/pdf|image\/(jpeg|png|tiff))$/.test(declared);
  if (mediaType === undefined || mediaType === 'foreign') return err(claimsOurs ? 'disguised' : 'unknown-type');
  const pages = await countPages(bytes, mediaType);
  if (!pages.ok) return pages;
  if (pages.value > MAX_ATTACHMENT_PAGES) return err('too-many-pages');
  return ok({ mediaType, pageCount: pages.value, sha256: createHash('sha256').update(bytes).digest('hex') });
}

async function countPages(bytes: Uint8Array, mediaType: MediaType): Promise<Result<number, AttachmentRefusal>> {
  switch (mediaType) {
    case 'application/pdf':
      return countPdfPages(bytes);
    case 'image/tiff':
      return countTiffPages(bytes);
    case 'image/jpeg':
      // Cut in the middle, a JPEG has no end mark: the copier was still writing it.
      return Buffer.from(bytes.subarray(-64 * 1024)).includes(Buffer.from([0xff, 0xd9])) ? ok(1) : err('damaged');
    case 'image/png':
      return Buffer.from(bytes.subarray(-64)).includes('IEND') ? ok(1) : err('damaged');
  }
}

async function countPdfPages(bytes: Uint8Array): Promise<Result<number, AttachmentRefusal>> {
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false });
    const count = document.getPageCount();
    return count > 0 ? ok(count) : err('damaged');
  } catch (cause) {
    return err(cause instanceof EncryptedPDFError ? 'password-protected' : 'damaged');
  }
}

function countTiffPages(bytes: Uint8Array): Result<number, AttachmentRefusal> {
  try {
    const count = UTIF.decode(new Uint8Array(bytes).buffer).length;
    return count > 0 ? ok(count) : err('damaged');
  } catch {
    return err('damaged');
  }
}
