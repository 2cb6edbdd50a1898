import { z } from 'zod';
import { isoDaySchema } from '#shared/lib/dates.ts';

/** A day on which the town's offices are shut, beside the public holidays, which are computed. */
export const closingDaySchema = z.object({ day: isoDaySchema, label: z.string() }).readonly();

/** `code` is the town's own or the land register's; postcode and INSEE city code are different strings. */
export const streetSchema = z
  .object({
    code: z.string().max(20),
    name: z.string().max(80),
    postcode: z.string().regex(/^\d{5}$/).optional(),
    citycode: z.string().regex(/^(\d{2}|2[AB])\d{3}$/).optional(),
  })
  .readonly();

/** A reason that a clerk chooses instead of typing it. */
export const motiveSchema = z
  .object({ code: z.string().regex(/^[a-z0-9-]{2,40}$/), label: z.string(), of: z.enum(['document-refused', 'withdrawal', 'set-aside', 'quick-answer']) })
  .readonly();

/** The town's small lists, beside its departments. */
export const referenceSchema = z
  .object({
    'closing-days': z.array(closingDaySchema).readonly(),
    streets: z.array(streetSchema).readonly(),
    motives: z.array(motiveSchema).readonly(),
  })
  .readonly();
export type Reference = z.infer<typeof referenceSchema>;
export const referenceNameSchema = referenceSchema.unwrap().keyof();
export type ReferenceName = z.infer<typeof referenceNameSchema>;
