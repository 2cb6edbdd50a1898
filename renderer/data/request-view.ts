import type { OverlaidRequest } from '#shared/sync/overlay.ts';

/** A demande as screens show it: the GRC's record with what waits on this desk laid over it. */
export type RequestView = OverlaidRequest;
