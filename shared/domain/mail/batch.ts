import { z } from 'zod';
import { capturedSchema } from '#shared/domain/desk/captured.ts';
import { isoDaySchema } from '#shared/lib/dates.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** A pile of mail, counted when it was opened and again when it was done. */
export const batchSchema = z
  .object({
    id: uuidSchema,
    openedOn: isoDaySchema,
    countIn: z.int().nonnegative().max(10_000),
    /** What came out of it as mail items. */
    mailItemIds: z.array(uuidSchema).max(10_000).readonly(),
    /** What came out otherwise: advertising, mail for others. `motive` is of the town's list. */
    setAside: z.array(z.object({ motive: z.string(), count: z.int().positive() }).readonly()).readonly(),
    /** Why in and out differ. */
    gapReason: z.string().trim().min(3).max(300).optional(),
    captured: capturedSchema.nullable(),
  })
  .readonly();
export type Batch = z.infer<typeof batchSchema>;

/** How many went in and did not come out; negative when more came out. */
export function batchGap({ countIn, mailItemIds, setAside }: Pick<Batch, 'countIn' | 'mailItemIds' | 'setAside'>): number {
  return countIn - mailItemIds.length - setAside.reduce((sum, { count }) => sum + count, 0);
}
