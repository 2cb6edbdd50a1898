import { z } from 'zod';
import type { Clerk } from './town.ts';

/** Where somebody's rights reach: codes of procedures and of departments; null, or left out: all of them. */
export const scopeSchema = z
  .object({
    procedures: z.array(z.string()).min(1).readonly().nullable().default(null),
    departments: z.array(z.string()).min(1).readonly().nullable().default(null),
  })
  .readonly();
export type Scope = z.infer<typeof scopeSchema>;
export const WHOLE_TOWN: Scope = { procedures: null, departments: null };

/** What a request belongs to, as far as rights go. */
export type Matter = { readonly procedureCode: string; readonly departmentCode: string };

/** Whoever looks after the machines needs nobody's file. */
const WORKS_WITH_PEOPLE: readonly Clerk['roles'][number][] = ['counter', 'mail', 'supervisor'];

/** Looking people and requests up, and recording: for those who receive the public or the mail. */
export function mayServePeople(roles: Clerk['roles']): boolean {
  return roles.some((role) => WORKS_WITH_PEOPLE.includes(role));
}

/** A request is seen, and recorded, by those whose scope has both its procedure and its department. */
export function isInScope({ procedures, departments }: Scope, { procedureCode, departmentCode }: Matter): boolean {
  return (procedures === null || procedures.includes(procedureCode)) && (departments === null || departments.includes(departmentCode));
}

/** What both allow: a clerk never reaches further than the desk where the clerk sits. */
export function narrower(one: Scope, other: Scope): Scope {
  return { procedures: both(one.procedures, other.procedures), departments: both(one.departments, other.departments) };
}

function both(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  if (one === null || other === null) return one ?? other;
  return one.filter((code) => other.includes(code));
}
