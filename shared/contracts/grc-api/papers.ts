import { z } from 'zod';
import { capturedSchema } from '#shared/domain/desk/captured.ts';
import { sha256Schema } from '#shared/domain/document/attachment.ts';
import { acknowledgementRefusalSchema, acknowledgementSchema } from '#shared/domain/receipt/acknowledgement.ts';
import { deliverySchema } from '#shared/domain/receipt/delivery.ts';

/** GET /requests/{uid}/acknowledgement: the text as the request now stands, or why there is none. */
export const acknowledgementAnswerSchema = z.object({
  acknowledgement: acknowledgementSchema.nullable(),
  /** Names the text in a delivery: SHA-256 of its RFC 8785 form. */
  sha256: sha256Schema.nullable(),
  refusal: acknowledgementRefusalSchema.nullable(),
  /** Each with the text that it was about, which never changes. */
  deliveries: z.array(z.object({ delivery: deliverySchema, acknowledgement: acknowledgementSchema })).readonly(),
});

/** POST /requests/{uid}/acknowledgement/deliveries */
export const deliveryWriteSchema = z.object({ delivery: deliverySchema, captured: capturedSchema.nullable() });
