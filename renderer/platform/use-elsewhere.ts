import { useEffect, useState } from 'react';
import { meansSomebody } from '#shared/domain/citizen/means-somebody.ts';
import type { FoundElsewhere, Kept, PersonMatch } from './finder.ts';
import { usePlatform } from './platform.tsx';

/** What the GRC says of what is typed; `idle`: it is not asked. */
export type Elsewhere = { readonly state: 'idle' | 'asking' | Exclude<FoundElsewhere['kind'], 'not-asked'>; readonly people: readonly PersonMatch[] };

const PAUSE_MS = 250;
const NOBODY: readonly PersonMatch[] = [];

/**
 * Persons whom the GRC knows by what is typed, asked for after a pause in the typing, where this desk holds only whom it looked
 * up. An answer to something typed before is never shown.
 */
export function useElsewhere(typed: string, limit: number): Elsewhere {
  const { finder, looksElsewhere } = usePlatform();
  const [found, setFound] = useState<{ readonly of: string; readonly answer: FoundElsewhere }>();
  const asks = looksElsewhere && meansSomebody(typed);
  useEffect(() => {
    if (!asks) return;
    let current = true;
    const show = (answer: FoundElsewhere): void => {
      if (current) setFound({ of: typed, answer });
    };
    const timer = setTimeout(() => void finder.peopleElsewhere(typed, limit).then(show, () => show({ kind: 'failed' })), PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [finder, asks, typed, limit]);
  if (!asks) return { state: 'idle', people: NOBODY };
  if (found?.of !== typed) return { state: 'asking', people: NOBODY };
  const { answer } = found;
  return answer.kind === 'found' ? { state: 'found', people: answer.people } : { state: answer.kind === 'not-asked' ? 'idle' : answer.kind, people: NOBODY };
}

/** Has this desk hold a person whose file is open, where it holds only those; what came of it, undefined until then. */
export function useKept(citizenId: string): Kept | undefined {
  const { finder } = usePlatform();
  const [kept, setKept] = useState<Kept>();
  useEffect(() => {
    let current = true;
    const show = (came: Kept): void => {
      if (current) setKept(came);
    };
    setKept(undefined);
    finder.keep(citizenId).then(show, () => show('failed'));
    return () => {
      current = false;
    };
  }, [finder, citizenId]);
  return kept;
}
