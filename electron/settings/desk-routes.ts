import { deskPaths, type CacheRules } from '#shared/contracts/desk-api/desk-api.ts';
import type { DeskRoute } from '#electron/ipc/desk-route.ts';

/** What the sync worker may ask of the settings. */
export function cacheRulesRoute(rules: () => CacheRules): DeskRoute {
  return { method: 'GET', pattern: new RegExp(deskPaths.cacheRules), handle: async () => Response.json(rules()) };
}
