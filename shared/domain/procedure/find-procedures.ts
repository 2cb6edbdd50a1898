import type { Procedure } from './procedure.ts';

/**
 * Procedures in which every typed word begins a word of the title or of the keywords, accents forgiven; those found
 * by their title come first, and the given order (by use on this desk) holds within each.
 */
export function findProcedures(procedures: readonly Procedure[], typed: string): readonly Procedure[] {
  const wanted = words(typed);
  if (wanted.length === 0) return procedures;
  const holds = (text: readonly string[]): boolean => wanted.every((part) => text.some((word) => word.startsWith(part)));
  const byTitle = procedures.filter((procedure) => holds(words(procedure.title)));
  const byKeyword = procedures.filter((procedure) => !byTitle.includes(procedure) && holds(words([procedure.title, ...procedure.keywords].join(' '))));
  return [...byTitle, ...byKeyword];
}

function words(text: string): readonly string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
