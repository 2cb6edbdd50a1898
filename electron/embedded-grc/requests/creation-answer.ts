import type { WriteAnswer } from '#shared/contracts/grc-api/wire.ts';
import type { ServiceRequest } from '#shared/domain/service-request/service-request.ts';

/** The answer to the creation of a request that is here: with its number, or saying that it is to come. */
export function answerOf({ id, rev, grcNumber, acceptedAt }: ServiceRequest): WriteAnswer {
  if (acceptedAt === null) throw new Error('a request that the GRC holds was accepted some day');
  return { id, rev, grcNumber, acceptedAt, ...(grcNumber === null && { numberToCome: true as const }) };
}
