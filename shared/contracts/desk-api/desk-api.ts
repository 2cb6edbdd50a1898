import { z } from 'zod';
import { deskPolicySchema } from '#shared/contracts/grc-api/policy.ts';
import { attachmentRefusalSchema, attachmentSchema } from '#shared/domain/document/attachment.ts';
import { amendmentSchema } from '#shared/domain/service-request/service-request.ts';
import { sealedIntentSchema } from '#shared/sync/intent.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

/**
 * What main answers on the app's own origin under /desk/*, for the worker (which has no bridge) and for bytes.
 * Bodies are byte arrays or JSON text, never Blobs; errors are `{ code }` with a 4xx status.
 *
 *   GET  /desk/cache-key                   32 raw bytes; the worker imports them as a non-extractable AES-GCM key
 *   GET  /desk/cache-rules                 cacheRulesSchema: what the cache may hold of people, as the policy and the GRC say now
 *   GET  /desk/journal?after=SEQ           journalPageSchema: sealed intents in order, at most 500, to (re)build a projection
 *   POST /desk/acknowledgements            acknowledgementSchema -> 204, after fsync
 *   PUT  /desk/attachments/{id}            body: the bytes; header x-label (URI-encoded) -> attachmentAnswerSchema
 *   GET  /desk/attachments/{id}/content    the decrypted bytes, content-type set, for previews
 *   DELETE /desk/attachments/{id}          204; refused (409) once a journal record names it
 *   POST /desk/uploads/{id}/step           body uploadStepSchema; sends some pieces of the file -> uploadAnswerSchema
 *   GET  /desk/scans/pages/{id}/small.jpg  a page of the scan under way, small and upright
 *   GET  /desk/scans/pages/{id}/page.jpg   the same as it will be attached, to read
 *   GET  /desk/scans/pages/{id}/whole.bmp  the same as it came, every pixel of it in grey: what codes are read from
 *   GET  /desk/attachments/{id}/pages/{index}/whole.bmp  the same of a page of a file, from 0; 404 when it can't be drawn
 *   GET  /desk/receipts/{requestId}.pdf    the A4 receipt of a recorded request
 *   GET  /desk/letters/{requestId}/acknowledgement.pdf  the acknowledgement that the GRC issues now; 404 when there is none
 */
export const deskPaths = {
  cacheKey: '/desk/cache-key',
  cacheRules: '/desk/cache-rules',
  journal: '/desk/journal',
  acknowledgements: '/desk/acknowledgements',
  attachment: (id: string) => `/desk/attachments/${id}`,
  attachmentContent: (id: string) => `/desk/attachments/${id}/content`,
  uploadStep: (id: string) => `/desk/uploads/${id}/step`,
  scanThumbnail: (pageId: string) => `/desk/scans/pages/${pageId}/small.jpg`,
  scanPicture: (pageId: string) => `/desk/scans/pages/${pageId}/page.jpg`,
  scanWhole: (pageId: string) => `/desk/scans/pages/${pageId}/whole.bmp`,
  attachmentWhole: (id: string, index: number) => `/desk/attachments/${id}/pages/${index}/whole.bmp`,
  acknowledgementPdf: (requestId: string) => `/desk/letters/${requestId}/acknowledgement.pdf`,
  receiptPdf: (requestId: string) => `/desk/receipts/${requestId}.pdf`,
} as const;

export const cacheRulesSchema = deskPolicySchema.unwrap().pick({ cacheScope: true, lookedUpDays: true }).readonly();
export type CacheRules = z.infer<typeof cacheRulesSchema>;

const changesSchema = amendmentSchema.unwrap().shape.changes;

/** Acknowledgements that the journal already holds travel with the replay, so that nothing is sent again for nothing. */
export const journalPageSchema = z.object({
  entries: z.array(sealedIntentSchema).readonly(),
  acknowledged: z.array(uuidSchema).readonly(),
  /** Changes of writes that were laid on a newer version, as they last left this desk. */
  rebased: z.array(z.object({ opId: uuidSchema, changes: changesSchema }).readonly()).readonly().default([]),
  /** Highest seq looked at; ask again after it while `more`. */
  nextSeq: z.int().nonnegative(),
  more: z.boolean(),
});
export type JournalPage = z.infer<typeof journalPageSchema>;

/** The GRC's answer to one write, told to the journal before the outbox forgets it. */
export const acknowledgementSchema = z
  .object({
    opId: uuidSchema,
    /** `rebased`: refused as stale, and about to leave again with these changes. */
    outcome: z.enum(['accepted', 'parked', 'rebased']),
    grcNumber: z.string().nullable(),
    /** Our own problem code, unless accepted. */
    code: z.string().nullable(),
    changes: changesSchema.optional(),
  })
  .readonly();
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

export const attachmentAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: attachmentSchema }),
  z.object({ ok: z.literal(false), refusal: attachmentRefusalSchema }),
]);
export type AttachmentAnswer = z.infer<typeof attachmentAnswerSchema>;

/** The request or else the mail item that announced the file. */
export const uploadStepSchema = z
  .object({ requestId: uuidSchema.optional(), mailItemId: uuidSchema.optional(), citizenId: uuidSchema.nullable() })
  .refine(({ requestId, mailItemId }) => (requestId === undefined) !== (mailItemId === undefined))
  .readonly();
export type UploadSubject = z.infer<typeof uploadStepSchema>;

/** One step of a resumable upload. `verified` only when the server's SHA-256 equals ours. */
export const uploadAnswerSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('sending'), offset: z.int(), length: z.int() }),
  z.object({ phase: z.literal('verified') }),
  z.object({ phase: z.literal('retry-later'), retryAfterMs: z.int().nullable() }),
  /** Nothing was heard of the GRC. */
  z.object({ phase: z.literal('line-broke') }),
  z.object({ phase: z.literal('needs-clerk'), code: z.string() }),
]);
export type UploadAnswer = z.infer<typeof uploadAnswerSchema>;
