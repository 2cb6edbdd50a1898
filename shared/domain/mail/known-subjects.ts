import { foldWords } from '../citizen/fold.ts';
import { findProcedures } from '../procedure/find-procedures.ts';
import type { Procedure } from '../procedure/procedure.ts';

/** What a letter may be about, and the department that then takes it. */
export type KnownSubject = { readonly subject: string; readonly departmentCode: string };

/**
 * What to propose while a subject is typed: what the town's letters were about first (the department is that of the last
 * one), then what the catalogue's procedures are called. Each subject once, however it is written.
 */
export function proposeSubjects(past: readonly KnownSubject[], procedures: readonly Procedure[], typed: string): readonly KnownSubject[] {
  if (foldWords(typed).length === 0) return [];
  const named = findProcedures(procedures, typed).map(({ title, departmentCode }) => ({ subject: title, departmentCode }));
  const unique = new Map<string, KnownSubject>();
  for (const known of [...past, ...named]) {
    const key = foldWords(known.subject).join(' ');
    if (!unique.has(key)) unique.set(key, known);
  }
  return [...unique.values()];
}
