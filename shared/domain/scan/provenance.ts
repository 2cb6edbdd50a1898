import { z } from 'zod';
import { instantSchema } from '#shared/lib/dates.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { scanProfileSchema } from './scanner.ts';

/** One turn of a device, or of waiting at the copier's folder. */
export const scanRunSchema = z
  .object({
    clerk: z.object({ id: uuidSchema, name: z.string() }).readonly(),
    /** As the clerk saw it. */
    device: z.string().max(300),
    /** Null for the copier's folder: the copier knows. */
    profile: scanProfileSchema.nullable(),
    startedAt: instantSchema,
    endedAt: instantSchema,
    /** Sheets that it gave, before any was deleted. */
    sheets: z.int().nonnegative(),
  })
  .readonly();

/**
 * How a file came to be from paper, kept with it for good. Its SHA-256 and number of pages are the attachment's own.
 * `treatment`: what was done to the pictures; an `original` file was left as the copier made it.
 */
export const scanProvenanceSchema = z
  .object({
    runs: z.array(scanRunSchema).readonly(),
    /** Dots per inch of each page of the file, in order; 0 where a file of the copier does not say. */
    resolutions: z.array(z.int().nonnegative()).readonly(),
    treatment: z.array(z.enum(['original', 'straightened', 'turned', 'cropped', 'whitened', 'compressed', 'pages-left-out'])).readonly(),
    composedAt: instantSchema,
  })
  .readonly();
export type ScanProvenance = z.infer<typeof scanProvenanceSchema>;
