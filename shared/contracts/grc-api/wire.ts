import { z } from 'zod';
import { citizenSchema } from '#shared/domain/citizen/citizen.ts';
import { auditEntrySchema, auditLinkSchema } from '#shared/domain/desk/audit-chain.ts';
import { capturedSchema } from '#shared/domain/desk/captured.ts';
import { deskDaySchema } from '#shared/domain/desk/desk-day.ts';
import { quickAnswerSchema } from '#shared/domain/desk/quick-answer.ts';
import { referenceNameSchema } from '#shared/domain/desk/reference.ts';
import { clerkSchema, townSchema } from '#shared/domain/desk/town.ts';
import { attachmentSchema } from '#shared/domain/document/attachment.ts';
import { documentCheckSchema } from '#shared/domain/document/document-check.ts';
import { departmentSchema, procedureSchema } from '#shared/domain/procedure/procedure.ts';
import { mailItemSchema } from '#shared/domain/mail/mail-item.ts';
import { amendmentSchema, keptAmendmentSchema, sealedRequestSchema, serviceRequestSchema } from '#shared/domain/service-request/service-request.ts';
import { instantSchema } from '#shared/lib/dates.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { batchRecordSchema } from './mail.ts';
import { relationRecordSchema } from './people.ts';

/** RFC 9457, with our own members: only a body of this shape can be a refusal; all else is weather. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    /** A sentence for the clerk. */
    messageFr: z.string(),
    retryable: z.boolean(),
    fieldPath: z.string().optional(),
    /** Of `already-exists-different` and `audit-chain-broken`: what the GRC holds, and what was sent. */
    knownHash: z.string().optional(),
    sentHash: z.string().optional(),
    /** Of a stale version: the record as it is now, to compare. */
    current: z.unknown().optional(),
    /** Of `cursor-expired`: the topics to read again from the beginning. */
    expiredTopics: z.array(z.string()).optional(),
  })
  .readonly();
export type GrcProblem = z.infer<typeof problemSchema>;

/** A problem with what some codes say beside. */
export const detailedProblemSchema = z.object({
  ...problemSchema.unwrap().shape,
  /** already-exists-different */
  knownHash: z.string().optional(),
  sentHash: z.string().optional(),
  /** stale-version, stale-field: the record as it is now. */
  current: z.unknown().optional(),
  /** cursor-expired: topics to read again from the beginning; the cursor is good for the others. */
  expiredTopics: z.array(z.string()).optional(),
  /** locked-by-other */
  holder: z.string().optional(),
  until: instantSchema.optional(),
  /** day-already-open */
  knownId: uuidSchema.optional(),
});

/** Drawn by a desk and kept on its disk before it is sent: what a copy of the desk cannot know. */
export const deskNonceSchema = z.string().regex(/^[\w-]{16,64}$/);
/** Who a desk was before: a copy of another, or a desk that its GRC lost. */
export const formerDeskSchema = z.object({ deskId: uuidSchema, site: z.string().regex(/^\d{3}$/), desk: z.string().regex(/^\d{2}$/) }).readonly();

/** PUT /desks/{uid}: bearer one-time code or site token. */
export const enrolmentRequestSchema = z.object({
  label: z.string().max(80),
  version: z.string(),
  /** The desk's first; the same again when the answer was lost. */
  nonce: deskNonceSchema.optional(),
  /** Goes on from there: what that desk left unsent comes from this one, and its pair is this one's when no desk holds it. */
  formerly: formerDeskSchema.optional(),
});
export const enrolmentSchema = z.object({
  deskId: uuidSchema,
  site: z.string().regex(/^\d{3}$/),
  desk: z.string().regex(/^\d{2}$/),
  label: z.string(),
  /** Bearer of every call of the worker; lives in main only. */
  credential: z.string(),
  town: townSchema,
  serverTime: instantSchema,
});
export type Enrolment = z.infer<typeof enrolmentSchema>;

/** GET /clerks (desk credential): who may sign in here. */
export const clerksSchema = z.object({ clerks: z.array(clerkSchema).readonly() });
/** POST /sessions (desk credential). */
export const sessionRequestSchema = z.object({ clerkId: uuidSchema, pin: z.string() });
export const sessionAnswerSchema = z.object({ token: z.string(), clerk: clerkSchema, expiresAt: instantSchema });

/** PUT /citizens/{id} */
export const citizenWriteSchema = z.object({ citizen: citizenSchema, captured: capturedSchema.nullable() });
/** What the GRC holds of a person. `retention`: the last day a desk may keep it; null: as long as the changes say nothing else. */
export const citizenRecordSchema = z
  .object({
    ...citizenSchema.unwrap().shape,
    rev: z.int().nonnegative(),
    retention: z.iso.date().nullable(),
    /** Its history; absent while there is none. */
    amendments: z.array(keptAmendmentSchema).readonly().optional(),
  })
  .readonly();
export type CitizenRecord = z.infer<typeof citizenRecordSchema>;

/** PUT /requests/{uid} */
export const requestWriteSchema = sealedRequestSchema;
/** PUT /requests/{uid}/amendments/{opId} */
export const amendmentWriteSchema = z.object({ amendment: amendmentSchema, captured: capturedSchema.nullable() });

/** PUT /requests/{uid}/documents/{checkId}: `If-None-Match: *` for one more document, `If-Match` for one that is asked for. */
export const documentCheckWriteSchema = z.object({
  check: documentCheckSchema,
  /** Files that come with it, to be uploaded next. */
  attachments: z.array(attachmentSchema).max(50).readonly(),
  captured: capturedSchema.nullable(),
});

/** POST /audit/batches: a piece of the desk's chain, in its order; `previous` is the hash before the first entry. */
export const auditBatchSchema = z.object({
  previous: auditLinkSchema.unwrap().shape.previous,
  entries: z.array(auditEntrySchema.extend({ hash: auditLinkSchema.unwrap().shape.hash })).min(1).max(500),
});

/** Answer to any accepted write; `rev` is the ETag of the aggregate. */
export const writeAnswerSchema = z.object({
  id: uuidSchema,
  rev: z.int().nonnegative(),
  grcNumber: z.string().nullable(),
  acceptedAt: instantSchema,
  /** With 202: accepted, `GET /pending-creations/{id}` and the changes will have the number. */
  numberToCome: z.literal(true).optional(),
});
export type WriteAnswer = z.infer<typeof writeAnswerSchema>;

/** GET /pending-creations/{uid}: what became of a 202. */
export const pendingCreationSchema = z.object({ state: z.enum(['pending', 'done']), answer: writeAnswerSchema });

export const topicSchema = z.enum(['citizens', 'requests', 'procedures', 'departments', 'reference', 'relations', 'mail-items', 'batches', 'quick-answers', 'desk-days']);
export type Topic = z.infer<typeof topicSchema>;

/** GET /changes?cursor=&topics=&limit= : opaque cursor, none skipped, none twice, order kept per aggregate. */
export const changeSchema = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('citizens'), id: uuidSchema, record: citizenRecordSchema.nullable() }),
  z.object({ topic: z.literal('requests'), id: uuidSchema, record: serviceRequestSchema.nullable() }),
  /** id = procedure code; record null = withdrawn. */
  z.object({ topic: z.literal('procedures'), id: z.string(), record: procedureSchema.nullable() }),
  z.object({ topic: z.literal('departments'), id: z.string(), record: departmentSchema.nullable() }),
  z.object({ topic: z.literal('relations'), id: uuidSchema, record: relationRecordSchema.nullable() }),
  z.object({ topic: z.literal('mail-items'), id: uuidSchema, record: mailItemSchema.nullable() }),
  z.object({ topic: z.literal('batches'), id: uuidSchema, record: batchRecordSchema.nullable() }),
  z.object({ topic: z.literal('quick-answers'), id: uuidSchema, record: quickAnswerSchema.nullable() }),
  z.object({ topic: z.literal('desk-days'), id: uuidSchema, record: deskDaySchema.nullable() }),
  /** One of the town's lists is another: `GET /reference/{name}` has it. */
  z.object({ topic: z.literal('reference'), id: referenceNameSchema, record: z.object({ name: referenceNameSchema, etag: z.string() }).nullable() }),
]);
export type Change = z.infer<typeof changeSchema>;
export const changesPageSchema = z.object({ items: z.array(changeSchema), nextCursor: z.string(), more: z.boolean() });
export type ChangesPage = z.infer<typeof changesPageSchema>;
