import type { DeskRoute } from '#electron/ipc/desk-route.ts';
import type { KeyStore } from './desk-keys.ts';

/** The cache's key, for the sync worker, which keeps it as a non-extractable key. */
export function cacheKeyRoute(store: KeyStore): DeskRoute {
  return {
    method: 'GET',
    pattern: /^\/desk\/cache-key$/,
    handle: () =>
      Promise.resolve(
        new Response(new Uint8Array(store.keys().cache), { headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' } }),
      ),
  };
}
