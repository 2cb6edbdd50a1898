import { z } from 'zod';
import { mergeRequestSchema } from '#shared/domain/citizen/merge-request.ts';
import { relationSchema } from '#shared/domain/citizen/relation.ts';
import { capturedSchema } from '#shared/domain/desk/captured.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

const personSchema = z.object({ citizenId: uuidSchema, displayName: z.string(), birthDate: z.string().nullable() }).readonly();

/** What the GRC holds of a relation. */
export const relationRecordSchema = z.object({ ...relationSchema.unwrap().shape, rev: z.int().nonnegative() }).readonly();
export type RelationRecord = z.infer<typeof relationRecordSchema>;

/** GET /citizens/{id}/relations: who lives under the same roof, and who may act for whom; ended relations come last. */
export const relationsSchema = z.object({
  household: z.array(personSchema).readonly(),
  relations: z.array(z.object({ relation: relationRecordSchema, other: personSchema })).readonly(),
});

/** PUT /citizens/{id}/relations/{uid}: `If-None-Match: *` for a new one, `If-Match` to end or correct one. */
export const relationWriteSchema = z.object({ relation: relationSchema, captured: capturedSchema.nullable() });

/** POST /citizens/{id}/merge-requests */
export const mergeRequestWriteSchema = z.object({ mergeRequest: mergeRequestSchema, captured: capturedSchema.nullable() });
