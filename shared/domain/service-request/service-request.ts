import { z } from 'zod';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { instantSchema, isoDaySchema } from '#shared/lib/dates.ts';
import { channelSchema } from '#shared/domain/procedure/procedure.ts';
import { documentCheckSchema } from '#shared/domain/document/document-check.ts';
import { attachmentSchema } from '#shared/domain/document/attachment.ts';
import { capturedSchema } from '#shared/domain/desk/captured.ts';

export const requestStatusSchema = z.enum([
  'recorded',
  'received',
  'awaiting-documents',
  'in-progress',
  'granted',
  'refused',
  'closed',
  'withdrawn',
  'transferred',
]);
export type RequestStatus = z.infer<typeof requestStatusSchema>;

/** A person named in a request: the link, and the name as it stood on that day. */
export const partySchema = z.object({ citizenId: uuidSchema, displayName: z.string().max(220) }).readonly();
export type Party = z.infer<typeof partySchema>;

export const formValuesSchema = z.record(z.string(), z.union([z.string().max(4000), z.number(), z.boolean()]));
export type FormValues = z.infer<typeof formValuesSchema>;

/** What the clerk says of a demande: everything but who, where, when and the number, which main stamps. */
export const requestIntentSchema = z
  .object({
    id: uuidSchema,
    procedureCode: z.string(),
    procedureVersion: z.int().positive(),
    procedureTitle: z.string(),
    departmentCode: z.string(),
    channel: channelSchema,
    /** Legal day of reception, local to the town; the walk-in's own day when absent. */
    receivedOn: isoDaySchema.optional(),
    /** The letter that brought it, whose day of arrival is then `receivedOn`. The postmark binds the sender only (CRPA L.112-1). */
    arrivedBy: z.object({ mailItemId: uuidSchema, postmarkedOn: isoDaySchema.optional() }).readonly().optional(),
    applicant: partySchema.optional(),
    representative: partySchema.optional(),
    beneficiaries: z.array(partySchema).max(12).readonly(),
    form: formValuesSchema,
    documents: z.array(documentCheckSchema).readonly(),
    attachments: z.array(attachmentSchema).readonly(),
    note: z.string().max(2000).optional(),
    /** 128-bit token for the tracking QR, base64url without padding. */
    trackingToken: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  })
  .readonly();
export type RequestIntent = z.infer<typeof requestIntentSchema>;

/** A sealed demande as it travels to the GRC: intent plus stamps. */
export const sealedRequestSchema = z
  .object({
    ...requestIntentSchema.unwrap().shape,
    receivedOn: isoDaySchema,
    /** `YY-SSS-PP-NNNNNN-KK`, given by the desk; null for channels that no desk captured. */
    deskNumber: z.string().nullable(),
    captured: capturedSchema.nullable(),
  })
  .readonly();
export type SealedRequest = z.infer<typeof sealedRequestSchema>;

export const fieldChangeSchema = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() }).readonly();

export const setAsideSchema = z.object({ field: z.string(), value: z.unknown(), by: z.string(), at: instantSchema }).readonly();

/** A linked change of a sealed request or of a citizen; the original stays as it was. */
export const amendmentSchema = z
  .object({
    id: uuidSchema,
    kind: z.enum(['correction', 'complement', 'withdrawal', 'void']),
    changes: z.array(fieldChangeSchema).readonly(),
    reason: z.string().max(500).optional(),
    /** Of a demande, as the clerk saw it: an edit of an open demande that was settled meanwhile goes back to a clerk. */
    seenStatus: requestStatusSchema.optional(),
    /** Values that were typed and that who settled a conflict did not keep: they stay in the history. */
    setAside: z.array(setAsideSchema).max(1000).readonly().optional(),
  })
  .readonly();
export type Amendment = z.infer<typeof amendmentSchema>;

/** An amendment as the GRC keeps it, with who made it and when. */
export const keptAmendmentSchema = z.object({ ...amendmentSchema.unwrap().shape, at: instantSchema, by: z.string() }).readonly();
export type KeptAmendment = z.infer<typeof keptAmendmentSchema>;

/** What the GRC holds of a demande, any channel. */
export const serviceRequestSchema = z
  .object({
    ...sealedRequestSchema.unwrap().shape,
    status: requestStatusSchema,
    /** The GRC's own number; null until it gives one. */
    grcNumber: z.string().nullable(),
    acceptedAt: instantSchema.nullable(),
    amendments: z.array(keptAmendmentSchema).readonly(),
    attachmentStates: z
      .array(z.object({ id: uuidSchema, verified: z.boolean() }).readonly())
      .readonly(),
    /** 0 while only this desk knows it. */
    rev: z.int().nonnegative(),
  })
  .readonly();
export type ServiceRequest = z.infer<typeof serviceRequestSchema>;
