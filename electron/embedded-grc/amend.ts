import type { Amendment } from '#shared/domain/service-request/service-request.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { alreadyDifferent, staleVersion } from './accept-write.ts';
import { invalid } from './problem.ts';
import { canonicalHash } from './secrets.ts';

type Holder = Record<string, unknown>;

/**
 * The record with each change made, or 412 when a field is no longer what the amendment saw, 422 when it may not be
 * amended. A field is a dotted path; null and absence mean the same.
 */
export function amended(record: Readonly<Holder> & { readonly rev: number }, changes: Amendment['changes'], mayChange: readonly string[]): Holder {
  const copy = structuredClone(record) as Holder;
  changes.forEach(({ field, before, after }, index) => {
    const path = field.split('.');
    if (!mayChange.includes(path[0] ?? '') || path.some((part) => part === '__proto__' || part === 'constructor' || part === 'prototype')) {
      throw invalid(`amendment.changes.${index}.field`, 'Ce champ ne peut pas être rectifié.');
    }
    const name = path.pop() ?? '';
    const holder = path.reduce<unknown>((value, part) => (isHolder(value) ? (value[part] ??= {}) : undefined), copy);
    if (!isHolder(holder)) throw invalid(`amendment.changes.${index}.field`, 'Ce champ n’existe pas.');
    if (canonicalJson(holder[name] ?? null) !== canonicalJson(before ?? null)) throw staleVersion(record.rev, record, field);
    if (after === null || after === undefined) delete holder[name];
    else holder[name] = after;
  });
  return copy;
}

/** Whether this amendment is there already, under whatever key it comes; throws 409 when it was another one. */
export function knownAmendment(amendments: readonly Amendment[], amendment: Amendment): boolean {
  const known = amendments.find(({ id }) => id === amendment.id);
  if (known === undefined) return false;
  const [there, sent] = [canonicalHash(known), canonicalHash({ ...known, ...amendment })];
  if (there !== sent) throw alreadyDifferent(there, sent);
  return true;
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}
