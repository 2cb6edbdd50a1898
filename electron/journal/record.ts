import { z } from 'zod';
import { auditLinkSchema } from '#shared/domain/desk/audit-chain.ts';
import { capturedSchema } from '#shared/domain/desk/captured.ts';
import { deskNumberSchema } from '#shared/domain/desk/desk-number.ts';
import { receiptSchema } from '#shared/domain/receipt/receipt.ts';
import { instantSchema } from '#shared/lib/dates.ts';

export const journalKindSchema = z.enum(['intent', 'ack', 'number-void', 'print-state', 'attachment', 'enrolment', 'audit']);
export type JournalKind = z.infer<typeof journalKindSchema>;

/** The secret part of a record. `opId` names the act; only an intent's is unique. */
export const journalRecordSchema = z.object({
  opId: z.string(),
  kind: journalKindSchema,
  payload: z.unknown(),
  stamps: z.object({
    recordedAt: instantSchema,
    captured: capturedSchema.nullable(),
    deskNumber: deskNumberSchema.nullable(),
    /** Only an audit has one. */
    auditLink: auditLinkSchema.optional(),
  }),
  printModel: receiptSchema.nullable(),
});
export type JournalRecord = z.infer<typeof journalRecordSchema>;

/** Where a record lies. */
export type RecordPlace = { readonly seq: number; readonly segment: string; readonly offset: number; readonly length: number };

/** Numbers that damage may have hidden: the next ones begin after them. */
export const numberGapSchema = z.object({
  reason: z.literal('damage'),
  skipped: z.int().positive(),
  /** Segment and offset of the damage, so that one that stays there is not counted at every start. */
  where: z.string(),
});
