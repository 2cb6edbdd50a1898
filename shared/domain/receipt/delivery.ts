import { z } from 'zod';
import { sha256Schema } from '#shared/domain/document/attachment.ts';
import { isoDaySchema } from '#shared/lib/dates.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** How an acknowledgement reached the citizen: the proof without which no delay of appeal runs. */
export const deliverySchema = z
  .object({
    id: uuidSchema,
    means: z.enum(['handed-over', 'posted', 'registered', 'e-mailed']),
    on: isoDaySchema,
    /** Of the text that was handed over. */
    sha256: sha256Schema,
    registeredNumber: z.string().max(40).optional(),
  })
  .readonly();
export type Delivery = z.infer<typeof deliverySchema>;
