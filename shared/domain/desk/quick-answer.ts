import { z } from 'zod';
import { capturedSchema } from '#shared/domain/desk/captured.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** Something told on the spot, counted and no more: it names nobody. */
export const quickAnswerSchema = z
  .object({
    id: uuidSchema,
    /** Of the town's list of motives. */
    motive: z.string().max(40),
    channel: z.enum(['counter', 'phone']),
    departmentCode: z.string().optional(),
    note: z.string().max(300).optional(),
    captured: capturedSchema,
  })
  .readonly();
export type QuickAnswer = z.infer<typeof quickAnswerSchema>;
