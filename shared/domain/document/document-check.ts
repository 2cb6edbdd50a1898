import { z } from 'zod';
import { uuidSchema } from '#shared/lib/uuid.ts';

export const documentStatusSchema = z.enum(['missing', 'provided', 'seen', 'refused', 'outdated', 'not-required']);
export type DocumentStatus = z.infer<typeof documentStatusSchema>;

/** State of one required document in one request. */
export const documentCheckSchema = z
  .object({
    id: uuidSchema,
    /** RequiredDocument.type, and its title as the clerk read it (the paper must not change with the catalogue). */
    type: z.string().max(60),
    title: z.string().max(200),
    mandatory: z.boolean(),
    status: documentStatusSchema,
    /** Why it is refused, outdated or missing, in the clerk's words. */
    reason: z.string().max(300).optional(),
    origin: z.enum(['brought', 'mailed', 'scanned', 'reused']).optional(),
    /** The original: handed back, or kept (and where). */
    original: z.enum(['returned', 'kept']).optional(),
    keptAt: z.string().max(120).optional(),
    attachmentIds: z.array(uuidSchema).readonly(),
  })
  .readonly();
export type DocumentCheck = z.infer<typeof documentCheckSchema>;
