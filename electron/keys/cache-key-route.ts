import { deskPaths } from '#shared/contracts/desk-api/desk-api.ts';
import { deskProblem, type DeskRoute } from '#electron/ipc/desk-route.ts';
import type { DeskKeys } from './desk-keys.ts';

/** The one key that leaves main: the worker imports it as a key that cannot be exported. */
export function cacheKeyRoute(keys: () => DeskKeys | undefined): DeskRoute {
  return {
    method: 'GET',
    pattern: new RegExp(deskPaths.cacheKey),
    handle: async () => {
      const cache = keys()?.cache;
      if (cache === undefined) return deskProblem(503, 'not-open');
      return new Response(new Uint8Array(cache), { headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' } });
    },
  };
}
