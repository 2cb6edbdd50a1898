import { z } from 'zod';
import { capturedSchema } from '#shared/domain/desk/captured.ts';
import { dayTotalsSchema, deskDayClosingSchema } from '#shared/domain/desk/desk-day.ts';
import { deskNumberSchema } from '#shared/domain/desk/desk-number.ts';
import { quickAnswerSchema } from '#shared/domain/desk/quick-answer.ts';
import { instantSchema, isoDaySchema } from '#shared/lib/dates.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { writeAnswerSchema } from './wire.ts';

/** PUT /quick-answers/{uid} */
export const quickAnswerWriteSchema = quickAnswerSchema;

/** PUT /desk-days/{uid}: the desk opens its day. */
export const deskDayWriteSchema = z.object({ id: uuidSchema, day: isoDaySchema, opened: capturedSchema });

/** POST /desk-days/{uid}/close: again whenever something of that day arrived late; the last one counts. */
export const deskDayCloseSchema = deskDayClosingSchema;
export const deskDayCloseAnswerSchema = z.object({
  ...writeAnswerSchema.shape,
  /** What the GRC holds of that day. */
  received: dayTotalsSchema,
  /** Numbers that the GRC has nothing of. */
  gaps: z.array(deskNumberSchema).readonly(),
});
export type DeskDayCloseAnswer = z.infer<typeof deskDayCloseAnswerSchema>;

/** PUT /requests/{uid}/lock: "I am at it", for others to know; it stops nobody. 0 seconds: no more. */
export const lockWriteSchema = z.object({ seconds: z.int().min(0).max(1800) });
export const lockAnswerSchema = z.object({ ...writeAnswerSchema.shape, until: instantSchema });
export type LockAnswer = z.infer<typeof lockAnswerSchema>;
