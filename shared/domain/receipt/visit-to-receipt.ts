import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import type { Department } from '#shared/domain/procedure/procedure.ts';
import type { RequestIntent } from '#shared/domain/service-request/service-request.ts';

/** The part of a visit that its receipt is made of; the visit intent of `shared/sync` has it. */
export type VisitToReceipt = {
  readonly citizens: readonly { readonly citizen: Citizen }[];
  readonly request: RequestIntent;
  readonly department: Department;
};
