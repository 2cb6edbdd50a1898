import { z } from 'zod';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** A clerk's word that several records are one person; somebody in charge of the records decides. */
export const mergeRequestSchema = z
  .object({
    id: uuidSchema,
    /** The record to keep. */
    citizenId: uuidSchema,
    otherIds: z.array(uuidSchema).min(1).max(10).readonly(),
    reason: z.string().trim().min(3).max(500),
  })
  .readonly();
export type MergeRequest = z.infer<typeof mergeRequestSchema>;
