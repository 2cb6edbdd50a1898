import { z } from 'zod';
import { citizenSchema } from '#shared/domain/citizen/citizen.ts';
import { attachmentSchema } from '#shared/domain/document/attachment.ts';
import { documentStatusSchema } from '#shared/domain/document/document-check.ts';
import { isoDaySchema } from '#shared/lib/dates.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** A person put on a visit: one the desk knows, or one created on the way with the opId of that creation. */
export const draftPersonSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('known'), citizenId: uuidSchema, displayName: z.string() }).readonly(),
  z.object({ kind: z.literal('new'), opId: uuidSchema, citizen: citizenSchema, displayName: z.string() }).readonly(),
]);
export type DraftPerson = z.infer<typeof draftPersonSchema>;

export const draftDocumentSchema = z
  .object({ id: uuidSchema, status: documentStatusSchema, reason: z.string(), original: z.enum(['returned', 'kept']).optional() })
  .readonly();
export type DraftDocument = z.infer<typeof draftDocumentSchema>;

/** A visit as the clerk has typed it so far. Ids are made when it opens, so that a double click is one operation. */
export const visitDraftSchema = z
  .object({
    id: uuidSchema,
    opId: uuidSchema,
    requestId: uuidSchema,
    trackingToken: z.string(),
    applicant: z.union([draftPersonSchema, z.literal('anonymous'), z.null()]),
    representative: draftPersonSchema.nullable(),
    beneficiaries: z.array(draftPersonSchema).readonly(),
    procedure: z.object({ code: z.string(), version: z.int(), title: z.string() }).readonly().nullable(),
    values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).readonly(),
    /** By RequiredDocument.type. */
    documents: z.record(z.string(), draftDocumentSchema).readonly(),
    attachments: z.array(z.object({ attachment: attachmentSchema, documentType: z.string().nullable() }).readonly()).readonly(),
    note: z.string(),
    /** The letter that it is made from; absent for who stands at the counter. */
    letter: z
      .object({
        mailItemId: uuidSchema,
        /** Of the write that tells the letter of its demande. */
        opId: uuidSchema,
        /** The demandes that the letter had already. */
        requestIds: z.array(uuidSchema).readonly(),
        receivedOn: isoDaySchema,
        postmarkedOn: isoDaySchema.optional(),
        /** As it stands on the letter, when the town does not know the sender. */
        senderName: z.string(),
      })
      .readonly()
      .optional(),
  })
  .readonly();
export type VisitDraft = z.infer<typeof visitDraftSchema>;

/** What a new visit needs from outside: fresh ids and 128 random bits as base64url. */
export type FreshIds = { readonly newUuid: () => string; readonly trackingToken: string };

export function openVisit({ newUuid, trackingToken }: FreshIds): VisitDraft {
  const opId = newUuid();
  return {
    // The draft goes by its act: once that is sealed, whatever is left of the draft is known to be done with.
    id: opId,
    opId,
    requestId: newUuid(),
    trackingToken,
    applicant: null,
    representative: null,
    beneficiaries: [],
    procedure: null,
    values: {},
    documents: {},
    attachments: [],
    note: '',
  };
}

/** Nothing worth keeping yet: it is not autosaved, and leaving it asks nothing. */
export function isUntouched(draft: VisitDraft): boolean {
  return (
    draft.applicant === null &&
    draft.procedure === null &&
    draft.beneficiaries.length === 0 &&
    draft.attachments.length === 0 &&
    draft.note === '' &&
    Object.keys(draft.values).length === 0
  );
}
