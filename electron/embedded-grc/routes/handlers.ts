import type { GrcApiPath } from '#shared/contracts/grc-api/routes.ts';
import type { Grc, GrcCall } from '../context.ts';

/** Answers one endpoint; a Problem thrown becomes its answer. */
export type Handler = (grc: Grc, call: GrcCall) => Promise<Response> | Response;

/** `METHOD path` of the table of routes; what has no handler does not start. */
export type Handlers = Partial<Record<`${string} ${GrcApiPath}`, Handler>>;
