import { canonicalJson } from '#shared/lib/canonical-json.ts';
import type { Amendment } from '#shared/domain/service-request/service-request.ts';
import type { Citizen } from './citizen.ts';
import type { TypedCitizen } from './typed-citizen.ts';

const CORRECTED = ['birthName', 'usedName', 'firstNames', 'birthDate', 'phones', 'emails', 'address'] as const;

/** The file of a person as a clerk would type it, to be corrected. */
export function typedOf({ birthName, usedName, firstNames, birthDate, phones, emails, address }: Citizen): TypedCitizen {
  return {
    birthName,
    firstNames,
    usedName: usedName ?? '',
    birthDate: (birthDate ?? '').split('-').reverse().join('/'),
    phone: phones.map(spoken).join(', '),
    email: emails.join(', '),
    address: address?.label ?? '',
  };
}

/**
 * The linked changes from the file held to the one typed, each with the value it replaces. An address whose line is the
 * same stays with all that is known of it.
 */
export function citizenChanges(held: Citizen, typed: Citizen): Amendment['changes'] {
  const next = typed.address?.label === held.address?.label ? { ...typed, address: held.address } : typed;
  return CORRECTED.filter((field) => canonicalJson(held[field] ?? null) !== canonicalJson(next[field] ?? null)).map((field) => ({
    field,
    before: held[field] ?? null,
    after: next[field] ?? null,
  }));
}

function spoken(phone: string): string {
  const national = /^\+33(\d{9})$/.exec(phone)?.[1];
  return national === undefined ? phone : `0${national}`.replace(/(\d{2})(?=\d)/g, '$1 ');
}
