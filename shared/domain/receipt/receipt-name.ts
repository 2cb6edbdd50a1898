import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import { displayName } from '#shared/domain/citizen/display-name.ts';
import type { Party } from '#shared/domain/service-request/service-request.ts';

/**
 * CRPA L.111-3: a person is addressed by the birth name, never by the used name alone. A person typed during
 * this visit is written from what was typed; a known one as the cache showed it, which follows the same rule.
 */
export function receiptName(party: Party, typed: ReadonlyMap<string, Citizen>): string {
  const citizen = typed.get(party.citizenId);
  return citizen === undefined ? party.displayName : displayName(citizen);
}
