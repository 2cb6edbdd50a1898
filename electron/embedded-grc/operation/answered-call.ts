import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { GrcEnv } from '../context.ts';

/** One call as logs and metrics may know it: what was asked of which route by which desk, never about whom. */
export type AnsweredCall = {
  readonly method: string;
  /** Template, e.g. `/v1/requests/{uid}`; `unknown` where no route fits. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly deskId: string | undefined;
};
export type CallListener = (call: AnsweredCall) => void;

/** Tells of every call once its answer is ready to leave; a body that streams is not waited for. */
export function observeCalls(listener: CallListener): (call: Context<GrcEnv>, next: () => Promise<void>) => Promise<void> {
  return async (call, next) => {
    const began = performance.now();
    await next();
    const caller = call.get('caller') as { readonly deskId: string } | undefined;
    listener({ method: call.req.method, route: routeOf(call), status: call.res.status, ms: performance.now() - began, deskId: caller?.deskId });
  };
}

/** Middleware stands under `/*`; the route itself is the last that fits. */
function routeOf(call: Context<GrcEnv>): string {
  const path = matchedRoutes(call).at(-1)?.path ?? '/*';
  return path === '/*' ? 'unknown' : path.replace(/:(\w+)/g, '{$1}');
}
