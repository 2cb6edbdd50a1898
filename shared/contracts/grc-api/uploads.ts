import { z } from 'zod';
import { MAX_ATTACHMENT_BYTES, mediaTypeSchema, sha256Schema } from '#shared/domain/document/attachment.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** tus 1.0, at /v1/uploads. */
export const TUS_VERSION = '1.0.0';
/** Largest body of one PATCH. */
export const MAX_CHUNK_BYTES = 8 * 1024 * 1024;

/**
 * `Upload-Metadata` of a creation: each member base64-encoded as tus asks. The upload takes the
 * attachment's id, so that a creation whose answer was lost is repeated safely.
 */
export const uploadMetadataSchema = z
  .object({
    attachmentId: uuidSchema,
    /** The request, or the mail item, that announced the file. */
    requestId: uuidSchema.optional(),
    mailItemId: uuidSchema.optional(),
    /** A person whom it names, whose very bytes may be there already; absent for a request without a person. */
    citizenId: uuidSchema.optional(),
    sha256: sha256Schema,
    mediaType: mediaTypeSchema,
  })
  .refine(({ requestId, mailItemId }) => (requestId === undefined) !== (mailItemId === undefined), { path: ['requestId'] });
export type UploadMetadata = z.infer<typeof uploadMetadataSchema>;
export const uploadLengthSchema = z.coerce.number().int().positive().max(MAX_ATTACHMENT_BYTES);
