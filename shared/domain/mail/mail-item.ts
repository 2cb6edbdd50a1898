import { z } from 'zod';
import { capturedSchema } from '#shared/domain/desk/captured.ts';
import { attachmentSchema } from '#shared/domain/document/attachment.ts';
import { amendmentSchema } from '#shared/domain/service-request/service-request.ts';
import { instantSchema, isoDaySchema } from '#shared/lib/dates.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

const name = z.string().trim().min(1).max(120);
const address = z.string().max(300).optional();

/** Who wrote: a person the town knows, or as it stands on the letter. */
export const senderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('citizen'), citizenId: uuidSchema, displayName: z.string().max(220) }).readonly(),
  z.object({ kind: z.literal('person'), name, address }).readonly(),
  z.object({ kind: z.literal('company'), name, address }).readonly(),
  z.object({ kind: z.literal('administration'), name, address }).readonly(),
  z.object({ kind: z.literal('unknown') }).readonly(),
]);
export type Sender = z.infer<typeof senderSchema>;

export const mailKindSchema = z.enum(['simple', 'registered', 'registered-with-receipt', 'parcel', 'hand-delivered']);
export type MailKind = z.infer<typeof mailKindSchema>;

/** A letter or parcel as a mail clerk enters it. */
export const mailItemIntentSchema = z
  .object({
    id: uuidSchema,
    kind: mailKindSchema,
    /** Day of arrival at the town hall: what delays run from. The postmark binds only the sender (CRPA L.112-1). */
    receivedOn: isoDaySchema,
    postmarkedOn: isoDaySchema.optional(),
    writtenOn: isoDaySchema.optional(),
    registeredNumber: z.string().max(40).optional(),
    sender: senderSchema,
    subject: z.string().trim().max(300),
    departmentCode: z.string(),
    /** Departments that get a copy. */
    copyTo: z.array(z.string()).max(20).readonly(),
    confidential: z.boolean(),
    requestIds: z.array(uuidSchema).max(20).readonly(),
    attachments: z.array(attachmentSchema).readonly(),
    note: z.string().max(2000).optional(),
  })
  .readonly();

export type MailItemIntent = z.infer<typeof mailItemIntentSchema>;

/** Sealed on a desk: its number is on the label already. */
export const sealedMailItemSchema = z
  .object({ ...mailItemIntentSchema.unwrap().shape, deskNumber: z.string().nullable(), captured: capturedSchema.nullable() })
  .readonly();
export type SealedMailItem = z.infer<typeof sealedMailItemSchema>;

/** What the GRC holds of it. */
export const mailItemSchema = z
  .object({
    ...sealedMailItemSchema.unwrap().shape,
    status: z.enum(['received', 'void']),
    /** Number in the register of mail of the year, without holes; null until the GRC gives it. */
    chrono: z.string().nullable(),
    acceptedAt: instantSchema.nullable(),
    amendments: z.array(z.object({ ...amendmentSchema.unwrap().shape, at: instantSchema, by: z.string() }).readonly()).readonly(),
    attachmentStates: z.array(z.object({ id: uuidSchema, verified: z.boolean() }).readonly()).readonly(),
    rev: z.int().nonnegative(),
  })
  .readonly();
export type MailItem = z.infer<typeof mailItemSchema>;
