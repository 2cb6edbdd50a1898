import { z } from 'zod';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** What the desk knows of its town, given at enrolment and refreshed by /me. */
export const townSchema = z
  .object({
    name: z.string(),
    agglomeration: z.string().optional(),
    /** IANA zone; the day of reception is the local day. */
    zone: z.string(),
    postalAddress: z.string(),
    phone: z.string(),
    email: z.email().optional(),
    website: z.url().optional(),
    /** With none, papers carry the number only (no tracking QR). */
    trackingPortal: z.url().optional(),
    dataProtectionNotice: z.string(),
    /** CRPA L.111-2: the clerk's name may be replaced by this where security requires it. */
    clerkAnonymity: z.string().optional(),
  })
  .readonly();
export type Town = z.infer<typeof townSchema>;

export const clerkSchema = z
  .object({
    id: uuidSchema,
    name: z.string(),
    title: z.string(),
    roles: z.array(z.enum(['counter', 'mail', 'supervisor', 'it'])).readonly(),
  })
  .readonly();
export type Clerk = z.infer<typeof clerkSchema>;
