import { useEffect, useState } from 'react';
import type { PersonMatch } from './finder.ts';
import { usePlatform } from './platform.tsx';

/** Persons of the cache who answer to what is typed; `pending` while those shown answer to something typed before. */
export function usePeople(typed: string, limit: number): { readonly people: readonly PersonMatch[]; readonly pending: boolean } {
  const { finder } = usePlatform();
  const [found, setFound] = useState<{ readonly of: string; readonly people: readonly PersonMatch[] }>({ of: '', people: [] });
  useEffect(() => {
    let current = true;
    if (typed.trim() === '') setFound({ of: typed, people: [] });
    else void finder.people(typed, limit).then((people) => current && setFound({ of: typed, people }));
    return () => {
      current = false;
    };
  }, [finder, typed, limit]);
  return { people: found.people, pending: found.of !== typed };
}
