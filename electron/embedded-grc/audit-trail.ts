import { randomUUID } from 'node:crypto';
import type { ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import { nowIso, type Grc, type GrcCall } from './context.ts';

/**
 * Every look at a person is kept before it is answered: who, from which desk, when, at whom; `people` are their ids, none for a
 * search that found nobody. Throws 429 once a clerk was shown more people than a counter needs.
 */
export async function recordRead(grc: Grc, call: GrcCall, action: string, people: readonly string[] | string | null): Promise<void> {
  const caller = call.get('caller');
  const who = { action, clerk_id: caller.kind === 'clerk' ? caller.clerkId : '', desk_id: caller.deskId, at: nowIso(grc) };
  const ids = typeof people === 'string' ? [people] : [...new Set(people ?? [])];
  const subjects = ids.length === 0 ? [null] : ids;
  if (caller.kind === 'clerk') await grc.limits.shown.take(caller.clerkId, subjects.length);
  await grc.db.insertInto('audit').values(subjects.map((subject_id) => ({ ...who, op_id: randomUUID(), subject_id }))).execute();
}

/** Everyone whom a request names. */
export function peopleIn(requests: readonly ServiceRequest[]): readonly string[] {
  return requests.flatMap(({ applicant, representative, beneficiaries }) =>
    [applicant, representative, ...beneficiaries].flatMap((party) => (party === undefined ? [] : [party.citizenId])),
  );
}
