import { z } from 'zod';
import type { PrintJobView } from '#shared/contracts/ipc/printing.ts';
import { sha256Schema } from '#shared/domain/document/attachment.ts';
import { instantSchema } from '#shared/lib/dates.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

/**
 * One paper to print, as the journal keeps it: no content, the receipt is sealed with its request, and the GRC keeps the text
 * of an acknowledgement.
 *
 *     queued -> sending -> printed
 *        \          \-> uncertain -> printed (came out) | failed (printed again as a duplicate)
 *         \-> failed (no printer; not to be made; its number annulled before the first byte)
 *
 * A job that could not be sent stays `queued`, and says why.
 * `sending` is on the disk before the first byte leaves; found at start, it becomes `uncertain`.
 * `failed` with `no-printer` is no fault: the A4 receipt is shown instead.
 */
export const printJobSchema = z
  .object({
    id: uuidSchema,
    requestId: uuidSchema,
    number: z.string(),
    /** What an older build kept is a receipt. */
    paper: z.enum(['receipt', 'acknowledgement']).default('receipt'),
    copy: z.enum(['original', 'duplicate']),
    state: z.enum(['queued', 'sending', 'printed', 'failed', 'uncertain']),
    reason: z.enum(['no-printer', 'unreachable', 'paper-out', 'cover-open', 'offline', 'no-confirmation', 'interrupted', 'unreadable', 'voided', 'no-pdf', 'awaiting-server', 'no-acknowledgement']).nullable(),
    at: instantSchema,
    /** Names the text of an acknowledgement, which the GRC keeps. */
    textSha256: sha256Schema.optional(),
  })
  .readonly();
export type PrintJob = z.infer<typeof printJobSchema>;

/** The twin for screens; compiles only while both have the same shape. */
export function viewOf(job: PrintJob): PrintJobView {
  return job;
}
