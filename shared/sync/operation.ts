import { z } from 'zod';
import { citizenSchema } from '#shared/domain/citizen/citizen.ts';
import { attachmentSchema } from '#shared/domain/document/attachment.ts';
import { auditLinkSchema } from '#shared/domain/desk/audit-chain.ts';
import { deskDayClosingSchema } from '#shared/domain/desk/desk-day.ts';
import { isoDaySchema } from '#shared/lib/dates.ts';
import { capturedSchema } from '#shared/domain/desk/captured.ts';
import { sealedMailItemSchema } from '#shared/domain/mail/mail-item.ts';
import { amendmentSchema, sealedRequestSchema } from '#shared/domain/service-request/service-request.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

const common = {
  /** Idempotency key of this one write. */
  opId: uuidSchema,
  /** Position of its journal record: the order of entry. */
  seq: z.int().positive(),
  /** FIFO is kept per aggregate: the id of the citizen, request, mail item or desk that the write changes. */
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
  z.object({ ...common, type: z.literal('mail-item/create'), mailItem: sealedMailItemSchema }).readonly(),
  z
    .object({ ...common, ...amends, type: z.literal('mail-item/amend'), mailItemId: uuidSchema })
    .readonly(),
  z
    .object({
      ...common,
      type: z.literal('attachment/upload'),
      /** The request that announced the file, or else the mail item. */
      requestId: uuidSchema.optional(),
      mailItemId: uuidSchema.optional(),
      citizenId: uuidSchema.nullable(),
      attachment: attachmentSchema,
    })
    .readonly(),
  z.object({ ...common, type: z.literal('desk-day/open'), day: isoDaySchema, opened: capturedSchema }).readonly(),
  z.object({ ...common, type: z.literal('desk-day/close'), closing: deskDayClosingSchema }).readonly(),
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
export type AmendOperation = Extract<Operation, { type: 'request/amend' | 'citizen/amend' | 'mail-item/amend' }>;

export function isAmend(operation: Operation): operation is AmendOperation {
  return operation.type === 'request/amend' || operation.type === 'citizen/amend' || operation.type === 'mail-item/amend';
}

/** A record that screens read, by its topic of the changes. */
export type RecordName = { readonly topic: 'citizens' | 'requests' | 'mail-items'; readonly id: string };

/** The record that a write changes; undefined for an audit or a day, which change none. */
export function recordOf(operation: Operation): RecordName | undefined {
  switch (operation.type) {
    case 'citizen/create':
      return { topic: 'citizens', id: operation.citizen.id };
    case 'citizen/amend':
      return { topic: 'citizens', id: operation.citizenId };
    case 'request/create':
      return { topic: 'requests', id: operation.request.id };
    case 'request/amend':
      return { topic: 'requests', id: operation.requestId };
    case 'mail-item/create':
      return { topic: 'mail-items', id: operation.mailItem.id };
    case 'mail-item/amend':
      return { topic: 'mail-items', id: operation.mailItemId };
    case 'attachment/upload': {
      const { requestId, mailItemId } = operation;
      if (requestId !== undefined) return { topic: 'requests', id: requestId };
      return mailItemId === undefined ? undefined : { topic: 'mail-items', id: mailItemId };
    }
    case 'audit/record':
    case 'desk-day/open':
    case 'desk-day/close':
      return undefined;
    default:
      return unreachable(operation);
  }
}
