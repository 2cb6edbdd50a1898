import type { PersonMatch } from './finder.ts';
import { usePlatform } from './platform.tsx';
import { useAnswer, type Answer } from './use-answer.ts';
import { useFilling } from './use-filling.ts';

/** Persons of the cache who answer to what is typed. */
export function usePeople(typed: string, limit: number): Answer<readonly PersonMatch[]> {
  const { finder } = usePlatform();
  return useAnswer(typed, (text) => finder.people(text, limit), NOBODY, useFilling());
}

const NOBODY: readonly PersonMatch[] = [];
