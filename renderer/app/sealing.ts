import { desktop } from '#renderer/platform/desktop.ts';
import type { Sealing } from '#renderer/platform/seal.ts';
import type { SyncPort } from '#renderer/platform/sync.ts';
import { err, ok } from '#shared/lib/result.ts';

/** The cache is read in with the first act: the first screen needs none of it. */
const data = () => import('#renderer/data/projection.ts');

/** The journal first, then the cache, then the way to the GRC. */
export function sealingWith(sync: SyncPort): Sealing {
  const showSealed: Sealing['showSealed'] = async (entry) => {
    const { projectSealed } = await data();
    await projectSealed(entry);
    sync.poke();
  };
  return {
    showSealed,
    seal: async (intent) => {
      const asked = performance.now();
      try {
        const sealed = await desktop().journal.record(intent);
        if (!sealed.ok) return err(sealed.refusal.code);
        performance.measure(`sealed:${intent.kind}`, { start: asked });
        await showSealed(sealed.value);
        return ok(sealed.value);
      } catch {
        return err('failed');
      }
    },
  };
}
