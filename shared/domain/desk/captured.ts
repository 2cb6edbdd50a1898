import { z } from 'zod';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { instantSchema } from '#shared/lib/dates.ts';

/** Who recorded, where and when: stamped by the main process from its own session, never by a screen. */
export const capturedSchema = z
  .object({
    clerk: z.object({ id: uuidSchema, name: z.string(), title: z.string() }).readonly(),
    deskId: uuidSchema,
    site: z.string().regex(/^\d{3}$/),
    desk: z.string().regex(/^\d{2}$/),
    at: instantSchema,
    zone: z.string(),
  })
  .readonly();
export type Captured = z.infer<typeof capturedSchema>;
