import { sql } from 'kysely';
import type { SealedRequest, ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import type { Trx } from '../context.ts';
import { peopleOf } from './surroundings.ts';

/** A request with the people it names, findable by both numbers. False, and nothing stored, when another has the desk's number. */
export async function storeRequest(trx: Trx, sealed: SealedRequest, request: ServiceRequest, bodyHash: string, digits = digitsOf(request)): Promise<boolean> {
  const row = {
    id: request.id,
    sealed: JSON.stringify(sealed),
    body: JSON.stringify(request),
    rev: request.rev,
    desk_digits: digits,
    grc_number: request.grcNumber,
    received_on: request.receivedOn,
    status: request.status,
    body_hash: bodyHash,
  };
  const stored = trx.insertInto('requests').values(row).onConflict((conflict) => conflict.column('desk_digits').doNothing()).returning('id');
  const people = peopleOf(request);
  if (people.length === 0) return (await stored.execute()).length > 0;
  const named = await trx
    .with('stored', () => stored)
    .insertInto('request_parties')
    .columns(['request_id', 'citizen_id'])
    .expression(({ selectFrom }) => selectFrom('stored').select(['stored.id', sql<string>`unnest(${`{${people.join()}}`}::text[])`.as('citizen_id')]))
    .returning('request_id')
    .execute();
  return named.length > 0;
}

export async function nameParties(trx: Trx, request: ServiceRequest): Promise<void> {
  const parties = peopleOf(request).map((citizen_id) => ({ request_id: request.id, citizen_id }));
  if (parties.length > 0) await trx.insertInto('request_parties').values(parties).execute();
}

/** The desk's number as it is looked for: digits alone. */
export function digitsOf({ deskNumber }: { readonly deskNumber: string | null }): string | null {
  return deskNumber?.replaceAll('-', '') ?? null;
}
