import { z } from 'zod';
import { mediaTypeSchema } from '#shared/domain/document/attachment.ts';
import { deskNumberSchema } from '#shared/domain/desk/desk-number.ts';
import { clerkSchema, townSchema } from '#shared/domain/desk/town.ts';
import { instantSchema } from '#shared/lib/dates.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { deskNonceSchema } from './wire.ts';

/** GET /capabilities: what this backend can do, so that the desk hides or emulates the rest. */
export const capabilitiesSchema = z.object({
  name: z.string(),
  version: z.string(),
  api: z.literal('v1'),
  serverTime: instantSchema,
  limits: z.object({
    attachmentBytes: z.int().positive(),
    /** Largest body of one PATCH of an upload. */
    chunkBytes: z.int().positive(),
    mediaTypes: z.array(mediaTypeSchema).readonly(),
    changesPage: z.int().positive(),
  }),
  /** What `GET /changes` tells of. */
  topics: z.array(z.string()).readonly(),
  /** Lists of `GET /reference/{name}`. */
  reference: z.array(z.string()).readonly(),
  flags: z.object({
    /** Invented data: the status bar says ESSAI. */
    demo: z.boolean(),
    amendments: z.boolean(),
    /** A number may come later than the acceptance (202). */
    pendingCreations: z.boolean(),
    events: z.boolean(),
    uploadsEncrypted: z.boolean(),
    relations: z.boolean(),
    mergeRequests: z.boolean(),
    documentChecks: z.boolean(),
    documentsHeld: z.boolean(),
    acknowledgements: z.boolean(),
    mailItems: z.boolean(),
    batches: z.boolean(),
    quickAnswers: z.boolean(),
    deskDays: z.boolean(),
    locks: z.boolean(),
    /** Keeps what desks looked at while away. */
    audit: z.boolean(),
  }),
});
export type Capabilities = z.infer<typeof capabilitiesSchema>;

/** Rules of the town for its desks. */
export const deskPolicySchema = z
  .object({
    idleLockMinutes: z.int().positive(),
    cacheScope: z.enum(['looked-up', 'site', 'all']),
    /** What was looked up leaves the desk after that many days (`retention` says the day for each person). */
    lookedUpDays: z.int().positive(),
  })
  .readonly();
export type DeskPolicy = z.infer<typeof deskPolicySchema>;

/** GET /me (clerk token). */
export const meSchema = z.object({
  clerk: clerkSchema,
  town: townSchema,
  desk: z.object({ deskId: uuidSchema, site: z.string(), desk: z.string(), label: z.string() }),
  /** Procedure codes that this clerk may record; null: all of them. */
  procedures: z.array(z.string()).nullable(),
  policy: deskPolicySchema,
});
export type Me = z.infer<typeof meSchema>;

/** POST /desks/{uid}/heartbeat */
export const heartbeatSchema = z.object({ version: z.string().max(40), waiting: z.int().nonnegative() });
export const heartbeatAnswerSchema = z.object({ serverTime: instantSchema });

/**
 * POST /desks/{uid}/presentation: the desk shows by what only it can know that it is no copy. Taken when `last` is what the GRC
 * holds, and again when `next` is (the answer was lost); anything else is `desk-cloned`.
 */
export const presentationSchema = z.object({ last: deskNonceSchema.nullable(), next: deskNonceSchema });
export const presentationAnswerSchema = z.object({
  serverTime: instantSchema,
  /** The last number of this year that the GRC holds of this desk: one put back to an earlier state goes on after it. */
  lastNumber: deskNumberSchema.nullable(),
});
