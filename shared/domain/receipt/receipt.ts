import { z } from 'zod';
import { departmentSchema } from '#shared/domain/procedure/procedure.ts';
import { documentCheckSchema } from '#shared/domain/document/document-check.ts';
import { townSchema } from '#shared/domain/desk/town.ts';
import { instantSchema, isoDaySchema } from '#shared/lib/dates.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** Where the record stands when the paper comes out; the paper never says more than is true. */
export const transmissionSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), since: instantSchema }).readonly(),
  z.object({ state: z.literal('transmitted'), at: instantSchema, grcNumber: z.string().nullable() }).readonly(),
]);
export type Transmission = z.infer<typeof transmissionSchema>;

/**
 * Everything a "Récépissé de dépôt" says, as data: proof that something was handed over at the desk.
 * It is not the acknowledgement of CRPA R.112-5, and says so. Sealed in the journal with its request.
 */
export const receiptSchema = z
  .object({
    requestId: uuidSchema,
    number: z.string(),
    /** Instant of recording, and the local day of reception. */
    recordedAt: instantSchema,
    receivedOn: isoDaySchema,
    town: townSchema,
    department: departmentSchema,
    procedureTitle: z.string(),
    applicantName: z.string().nullable(),
    representativeName: z.string().nullable(),
    beneficiaryNames: z.array(z.string()).readonly(),
    /** Checks as recorded; only provided, seen, missing, refused and outdated ones appear. */
    documents: z.array(documentCheckSchema).readonly(),
    attachmentCount: z.int().nonnegative(),
    /** Name and title (CRPA L.111-2), or the town's security wording. */
    clerk: z.string(),
    desk: z.string(),
    /** Absolute ASCII URL of the tracking page; null with no portal. */
    trackingUrl: z.string().nullable(),
    transmission: transmissionSchema,
    copy: z.enum(['original', 'duplicate']),
  })
  .readonly();
export type Receipt = z.infer<typeof receiptSchema>;
