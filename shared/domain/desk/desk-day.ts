import { z } from 'zod';
import { capturedSchema } from '#shared/domain/desk/captured.ts';
import { instantSchema, isoDaySchema } from '#shared/lib/dates.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { deskNumberSchema } from './desk-number.ts';

export const dayTotalsSchema = z
  .object({ requests: z.int().nonnegative(), mailItems: z.int().nonnegative(), quickAnswers: z.int().nonnegative() })
  .readonly();
export type DayTotals = z.infer<typeof dayTotalsSchema>;

/** What a desk says at the end of its day: what it recorded, and the numbers it gave. */
export const deskDayClosingSchema = z
  .object({
    totals: dayTotalsSchema,
    /** First and last number given that day; null when none was. */
    numbers: z.object({ first: deskNumberSchema, last: deskNumberSchema }).readonly().nullable(),
    /** Numbers that were given and stand for nothing, each with its trace in the desk's journal. */
    voided: z.array(deskNumberSchema).max(1000).readonly(),
    captured: capturedSchema,
  })
  .readonly();
export type DeskDayClosing = z.infer<typeof deskDayClosingSchema>;

/** One day of one desk, as the GRC holds it. */
export const deskDaySchema = z
  .object({
    id: uuidSchema,
    deskId: uuidSchema,
    day: isoDaySchema,
    opened: capturedSchema,
    closing: deskDayClosingSchema.nullable(),
    closedAt: instantSchema.nullable(),
    /** What the GRC itself holds of that day, counted when it closed. */
    received: dayTotalsSchema.nullable(),
    /** Numbers between the first and the last that the GRC has nothing of, and that are not voided. */
    gaps: z.array(deskNumberSchema).readonly(),
    rev: z.int().nonnegative(),
  })
  .readonly();
export type DeskDay = z.infer<typeof deskDaySchema>;
