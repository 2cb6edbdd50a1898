import { z } from 'zod';
import { scanProvenanceSchema } from '#shared/domain/scan/provenance.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

export const mediaTypeSchema = z.enum(['application/pdf', 'image/jpeg', 'image/png', 'image/tiff']);
export type MediaType = z.infer<typeof mediaTypeSchema>;

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Largest file a clerk may add, in bytes. */
export const MAX_ATTACHMENT_BYTES = 50 * 1024 * 1024;
/** Most pages of one file: a longer one is several documents. */
export const MAX_ATTACHMENT_PAGES = 300;

/** A file held by this desk, described by what was read in it, never by what its name said. */
export const attachmentSchema = z
  .object({
    id: uuidSchema,
    mediaType: mediaTypeSchema,
    byteLength: z.int().positive(),
    pageCount: z.int().positive(),
    sha256: sha256Schema,
    /** As the clerk sees it; stays inside the encrypted records. */
    label: z.string().max(200),
    /** How this desk made it from paper; absent for a file that was handed over. */
    scan: scanProvenanceSchema.optional(),
  })
  .readonly();
export type Attachment = z.infer<typeof attachmentSchema>;

export const attachmentRefusalSchema = z.enum([
  'empty',
  'too-large',
  'too-many-pages',
  'unknown-type',
  'disguised',
  'password-protected',
  'damaged',
  'disk-full',
]);
export type AttachmentRefusal = z.infer<typeof attachmentRefusalSchema>;
