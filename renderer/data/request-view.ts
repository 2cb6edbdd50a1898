import type { ServiceRequest } from '#shared/domain/service-request/service-request.ts';

/** A demande as screens show it: the GRC's record with what waits on this desk laid over it. */
export type RequestView = ServiceRequest & {
  /** *Enregistré sur ce poste -> En attente -> Transmis | À traiter*: never ahead of the truth. */
  readonly transmission: 'recorded-here' | 'waiting' | 'transmitted' | 'to-handle';
  readonly attachmentsWaiting: number;
};
