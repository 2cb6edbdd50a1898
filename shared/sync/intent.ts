import { z } from 'zod';
import { citizenSchema } from '#shared/domain/citizen/citizen.ts';
import { auditLinkSchema } from '#shared/domain/desk/audit-chain.ts';
import { capturedSchema } from '#shared/domain/desk/captured.ts';
import { deskNumberSchema } from '#shared/domain/desk/desk-number.ts';
import { mailItemIntentSchema } from '#shared/domain/mail/mail-item.ts';
import { departmentSchema } from '#shared/domain/procedure/procedure.ts';
import { receiptSchema } from '#shared/domain/receipt/receipt.ts';
import { amendmentSchema, requestIntentSchema } from '#shared/domain/service-request/service-request.ts';
import { instantSchema } from '#shared/lib/dates.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** Writes that the GRC refused and that this act stands for: they are not sent any more. */
const answersSchema = z.array(uuidSchema).min(1).max(100).readonly();

/**
 * What a screen asks main to seal. One intent is one clerk's act and one journal record: a visit with a
 * new person is recorded whole or not at all. Every opId is a UUIDv7 made when the form opened.
 */
export const intentSchema = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('visit'),
      opId: uuidSchema,
      /** Persons created on the way, each with the opId of its own write to the GRC. */
      citizens: z.array(z.object({ opId: uuidSchema, citizen: citizenSchema }).readonly()).max(14).readonly(),
      request: requestIntentSchema,
      /** The department as the catalogue showed it: what the receipt prints. */
      department: departmentSchema,
      receipt: z.enum(['print', 'none']),
      /** The letter that the demande is made from: it is told of the demande, under a key of its own. */
      ofLetter: z.object({ opId: uuidSchema, mailItemId: uuidSchema, requestIds: z.array(uuidSchema).max(19).readonly() }).readonly().optional(),
    })
    .readonly(),
  z.object({ kind: z.literal('letter'), opId: uuidSchema, letter: mailItemIntentSchema }).readonly(),
  z.object({ kind: z.literal('citizen'), opId: uuidSchema, citizen: citizenSchema }).readonly(),
  z.object({ kind: z.literal('amendment'), opId: uuidSchema, requestId: uuidSchema, amendment: amendmentSchema, answers: answersSchema.optional() }).readonly(),
  z.object({ kind: z.literal('citizen-amendment'), opId: uuidSchema, citizenId: uuidSchema, amendment: amendmentSchema, answers: answersSchema.optional() }).readonly(),
  /** What these writes would change is no more: they stay in the journal and are not sent. */
  z.object({ kind: z.literal('set-aside'), opId: uuidSchema, answers: answersSchema }).readonly(),
  /** "Annuler" within 10 s: the number is voided with its trace and never reused. */
  z.object({ kind: z.literal('void'), opId: uuidSchema, requestId: uuidSchema, deskNumber: deskNumberSchema }).readonly(),
  z.object({ kind: z.literal('letter-amendment'), opId: uuidSchema, mailItemId: uuidSchema, amendment: amendmentSchema, answers: answersSchema.optional() }).readonly(),
  /** "Annuler le dernier": as for a demande. */
  z.object({ kind: z.literal('letter-void'), opId: uuidSchema, mailItemId: uuidSchema, deskNumber: deskNumberSchema }).readonly(),
  /** A person was opened on this desk (every read is audited, offline ones too). */
  z.object({ kind: z.literal('audit'), opId: uuidSchema, action: z.enum(['citizen-opened', 'request-opened']), subjectId: uuidSchema }).readonly(),
]);
export type Intent = z.infer<typeof intentSchema>;

/** An intent as the journal sealed it: what main answers, replays, and what every projection is made from. */
export const sealedIntentSchema = z
  .object({
    seq: z.int().positive(),
    recordedAt: instantSchema,
    captured: capturedSchema,
    /** Only a visit and a letter have one. */
    deskNumber: deskNumberSchema.nullable(),
    intent: intentSchema,
    receipt: receiptSchema.nullable(),
    /** Only an audit has one: its place in the desk's chain. */
    auditLink: auditLinkSchema.optional(),
  })
  .readonly();
export type SealedIntent = z.infer<typeof sealedIntentSchema>;
