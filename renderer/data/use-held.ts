import { useEffect, useState } from 'react';
import type { CacheScope } from '#shared/contracts/grc-api/policy.ts';
import { useStamp } from './live.ts';
import { lastDayHeld } from './looked-up.ts';
import { countHeld, type Held } from './retention.ts';
import { dataStore } from './store.ts';

/** `until`: the last day on which anybody who was looked up may be here; null where people are read in advance. */
export type HeldNow = Held & { readonly until: string | null };

const PAUSE_MS = 300;

/** What this desk holds, counted anew after the cache has changed; undefined while it is counted for the first time. */
export function useHeld(scope: CacheScope): HeldNow | undefined {
  const stamp = useStamp();
  const [held, setHeld] = useState<HeldNow>();
  const pause = held === undefined ? 0 : PAUSE_MS;
  useEffect(() => {
    if (stamp === undefined) return;
    let current = true;
    const count = async (): Promise<void> => {
      const store = await dataStore();
      const counted = { ...(await countHeld(store)), until: scope === 'looked-up' ? await lastDayHeld(store) : null };
      if (current) setHeld(counted);
    };
    const timer = setTimeout(() => void count().catch(() => undefined), pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the pause is of the next change
  }, [stamp, scope]);
  return held;
}
