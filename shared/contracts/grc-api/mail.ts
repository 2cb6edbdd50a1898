import { z } from 'zod';
import { instantSchema } from '#shared/lib/dates.ts';
import { batchSchema } from '#shared/domain/mail/batch.ts';
import { sealedMailItemSchema } from '#shared/domain/mail/mail-item.ts';

/** PUT /mail-items/{uid}; `grcNumber` of the answer is its chrono. */
export const mailItemWriteSchema = sealedMailItemSchema;

/** PUT /batches/{uid}, once the batch is done: 422 when in and out differ and nothing says why. */
export const batchWriteSchema = batchSchema;

/** What the GRC holds of a batch. */
export const batchRecordSchema = z
  .object({ ...batchSchema.unwrap().shape, countOut: z.int().nonnegative(), acceptedAt: instantSchema, rev: z.int().nonnegative() })
  .readonly();
export type BatchRecord = z.infer<typeof batchRecordSchema>;
