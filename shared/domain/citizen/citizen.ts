import { z } from 'zod';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** A birth date whose day or month may be unknown: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export const birthDateSchema = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/);

/** Shared by families: never unique, never a key. E.164. */
export const phoneSchema = z.string().regex(/^\+[1-9]\d{6,14}$/);

/** BAN fields beside NF Z10-011 lines; postcode and INSEE city code are different strings. */
export const addressSchema = z
  .object({
    label: z.string().max(200),
    complement: z.string().max(76).optional(),
    housenumber: z.string().max(12).optional(),
    street: z.string().max(80).optional(),
    postcode: z.string().regex(/^\d{5}$/).optional(),
    citycode: z.string().regex(/^(\d{2}|2[AB])\d{3}$/).optional(),
    city: z.string().max(60).optional(),
  })
  .readonly();
export type Address = z.infer<typeof addressSchema>;

/** What a clerk types of a person; every field beyond the birth name may be unknown (never require a civility). */
export const citizenSchema = z
  .object({
    id: uuidSchema,
    birthName: z.string().trim().min(1).max(80),
    usedName: z.string().trim().max(80).optional(),
    /** In order, kept as given (particles, hyphens, apostrophes). */
    firstNames: z.string().trim().max(120),
    birthDate: birthDateSchema.optional(),
    birthPlace: z.string().max(80).optional(),
    phones: z.array(phoneSchema).max(6).readonly(),
    emails: z.array(z.email().max(254)).max(6).readonly(),
    address: addressSchema.optional(),
    householdId: uuidSchema.optional(),
  })
  .readonly();
export type Citizen = z.infer<typeof citizenSchema>;
