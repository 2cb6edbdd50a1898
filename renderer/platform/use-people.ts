import type { PersonMatch } from './finder.ts';
import { usePlatform } from './platform.tsx';
import { useAnswer, type Answer } from './use-answer.ts';
import { useElsewhere, type Elsewhere } from './use-elsewhere.ts';
import { useFilling } from './use-filling.ts';

/** Persons of the cache who answer to what is typed, then those whom only the GRC knows: these come later, and move no other. */
export type People = Answer<readonly PersonMatch[]> & {
  readonly elsewhere: Elsewhere;
  /** Call it with whoever is picked: where this desk holds only people who were looked up, it then holds them. */
  readonly keep: (citizenId: string) => void;
};

export function usePeople(typed: string, limit: number): People {
  const { finder } = usePlatform();
  const here = useAnswer(typed, (text) => finder.people(text, limit), NOBODY, useFilling());
  const { state, people } = useElsewhere(typed, limit);
  const held = new Set(here.value.map(({ id }) => id));
  return {
    ...here,
    elsewhere: { state, people: people.filter(({ id }) => !held.has(id)) },
    // The clerk does not wait for it; a demande needs no more than who it is.
    keep: (citizenId) => void finder.keep(citizenId).catch(() => undefined),
  };
}

const NOBODY: readonly PersonMatch[] = [];
