import { z } from 'zod';
import { meansSomebody } from '#shared/domain/citizen/means-somebody.ts';
import { documentStatusSchema } from '#shared/domain/document/document-check.ts';
import { referenceSchema } from '#shared/domain/desk/reference.ts';
import { departmentSchema, procedureSchema } from '#shared/domain/procedure/procedure.ts';
import { requestStatusSchema, serviceRequestSchema } from '#shared/domain/service-request/service-request.ts';
import { isoDaySchema } from '#shared/lib/dates.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { citizenRecordSchema } from './wire.ts';

/** POST /citizens/search: in a body, since a URL carries no personal data. Parts come in any order. */
export const citizenSearchSchema = z.object({
  /** Name parts, birth date or year, phone, e-mail: as typed, accents or not. */
  text: z.string().trim().max(120).refine(meansSomebody, 'Tapez au moins trois lettres d’un nom, un téléphone ou une date de naissance entière.'),
  limit: z.int().min(1).max(50).default(20),
});

/** Why a person was found: one reason for each part that was typed. */
export const matchReasonSchema = z.enum(['birth-name', 'used-name', 'first-name', 'similar-name', 'birth-date', 'phone', 'email', 'request-number']);
export type MatchReason = z.infer<typeof matchReasonSchema>;
export const citizenMatchSchema = z.object({
  citizen: citizenRecordSchema,
  matches: z.array(z.object({ part: z.string(), reason: matchReasonSchema })).readonly(),
});
export type CitizenMatch = z.infer<typeof citizenMatchSchema>;
/** `more`: the words fit more people than were asked for; narrow them, there is no next page. */
export const citizenMatchesSchema = z.object({ items: z.array(citizenMatchSchema).readonly(), more: z.boolean() });

/** POST /requests/search: by person, or by number: the desk's, the GRC's, the chrono of its letter (any separators), its tracking token or its id. */
export const requestSearchSchema = z
  .object({
    number: z.string().trim().min(4).max(40).optional(),
    citizenId: uuidSchema.optional(),
    status: z.array(requestStatusSchema).min(1).optional(),
    limit: z.int().min(1).max(200).default(50),
  })
  .refine((search) => search.number !== undefined || search.citizenId !== undefined, { path: ['number'] });
export const requestMatchesSchema = z.object({ items: z.array(serviceRequestSchema).readonly(), more: z.boolean() });

/** GET /citizens/{id}/documents: what the town already had in hand, newest of each type. */
export const heldDocumentSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: documentStatusSchema.extract(['provided', 'seen', 'outdated']),
  on: isoDaySchema,
  requestId: uuidSchema,
  attachmentIds: z.array(uuidSchema).readonly(),
});
export const heldDocumentsSchema = z.object({ documents: z.array(heldDocumentSchema).readonly() });

/** GET /procedures?channel= */
export const proceduresSchema = z.object({ procedures: z.array(procedureSchema).readonly() });
/** GET /reference/{name}: departments, or one of the town's small lists. */
export const referenceListSchema = z.union([
  z.object({ items: z.array(departmentSchema).readonly() }),
  ...Object.values(referenceSchema.unwrap().shape).map((items) => z.object({ items })),
]);
