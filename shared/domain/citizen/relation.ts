import { z } from 'zod';
import { isoDaySchema } from '#shared/lib/dates.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** Who may act for whom. Ended, it stays: what was done under it was done rightly. */
export const relationSchema = z
  .object({
    id: uuidSchema,
    kind: z.enum(['parent', 'guardian', 'spouse', 'mandate']),
    /** The one who acts: the parent, the guardian, the one who holds the mandate. */
    citizenId: uuidSchema,
    /** The one acted for. */
    otherId: uuidSchema,
    /** Procedures that a mandate is for; absent: any. */
    procedureCodes: z.array(z.string()).min(1).readonly().optional(),
    validFrom: isoDaySchema.optional(),
    validUntil: isoDaySchema.optional(),
    /** The paper that was shown. */
    proof: z.string().max(200).optional(),
    endedOn: isoDaySchema.optional(),
  })
  .readonly();
export type Relation = z.infer<typeof relationSchema>;
