import { z } from 'zod';

/** What a desk holds of people: `looked-up`, only who was opened there; `site` and `all`, who is sent to it, read in advance. */
export const cacheScopeSchema = z.enum(['looked-up', 'site', 'all']);
export type CacheScope = z.infer<typeof cacheScopeSchema>;

/** Rules of the town for its desks. */
export const deskPolicySchema = z
  .object({
    idleLockMinutes: z.int().positive(),
    cacheScope: cacheScopeSchema,
    /** What was looked up leaves the desk after that many days (`retention` says the day for each person). */
    lookedUpDays: z.int().positive(),
  })
  .readonly();
export type DeskPolicy = z.infer<typeof deskPolicySchema>;
