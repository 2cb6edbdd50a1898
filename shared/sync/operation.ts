import { z } from 'zod';
import { citizenSchema } from '#shared/domain/citizen/citizen.ts';
import { attachmentSchema } from '#shared/domain/document/attachment.ts';
import { auditLinkSchema } from '#shared/domain/desk/audit-chain.ts';
import { capturedSchema } from '#shared/domain/desk/captured.ts';
import { amendmentSchema, sealedRequestSchema } from '#shared/domain/service-request/service-request.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

const common = {
  /** Idempotency key of this one write. */
  opId: uuidSchema,
  /** Position of its journal record: the order of entry. */
  seq: z.int().positive(),
  /** FIFO is kept per aggregate: the id of the citizen, request or desk that the write changes. */
  aggregate: z.string(),
  /** Writes that must be accepted first. */
  deps: z.array(uuidSchema).readonly(),
};

const amends = {
  amendment: amendmentSchema,
  captured: capturedSchema,
  /** Its changes are laid on a newer version than the clerk saw; the journal knows them. */
  rebased: z.literal(true).optional(),
};

/** One write to the GRC, derived from a sealed intent. Append only: an older build may have queued it. */
export const operationSchema = z.discriminatedUnion('type', [
  z.object({ ...common, type: z.literal('citizen/create'), citizen: citizenSchema, captured: capturedSchema }).readonly(),
  z.object({ ...common, type: z.literal('request/create'), request: sealedRequestSchema }).readonly(),
  z
    .object({ ...common, ...amends, type: z.literal('request/amend'), requestId: uuidSchema })
    .readonly(),
  z.object({ ...common, ...amends, type: z.literal('citizen/amend'), citizenId: uuidSchema }).readonly(),
  z
    .object({
      ...common,
      type: z.literal('attachment/upload'),
      requestId: uuidSchema,
      citizenId: uuidSchema.nullable(),
      attachment: attachmentSchema,
    })
    .readonly(),
  z
    .object({
      ...common,
      type: z.literal('audit/record'),
      action: z.enum(['citizen-opened', 'request-opened']),
      subjectId: uuidSchema,
      captured: capturedSchema,
      /** Absent from what was sealed before chains were. */
      auditLink: auditLinkSchema.optional(),
    })
    .readonly(),
]);
export type Operation = z.infer<typeof operationSchema>;
export type AmendOperation = Extract<Operation, { type: 'request/amend' | 'citizen/amend' }>;

export function isAmend(operation: Operation): operation is AmendOperation {
  return operation.type === 'request/amend' || operation.type === 'citizen/amend';
}
