import { sql } from 'kysely';
import type { ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import type { Database } from '../storage/open-database.ts';

/** Every request that names a person, whatever the role. */
export async function requestsOf(db: Database, citizenId: string): Promise<readonly ServiceRequest[]> {
  const rows = await db
    .selectFrom('request_parties')
    .innerJoin('requests', 'requests.id', 'request_parties.request_id')
    .select('requests.body')
    .where('request_parties.citizen_id', '=', citizenId)
    .execute();
  return rows.map(({ body }) => body);
}

/** By any number a paper may carry: the desk's, the GRC's, the chrono of its letter, the token of its QR code, its id. */
export async function requestsByNumber(db: Database, typed: string): Promise<readonly ServiceRequest[]> {
  const bare = typed.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  const { rows } = await sql<{ body: ServiceRequest }>`
    select body from requests where id in (
      select id from requests where desk_digits = ${bare}
      union select record_id from numbers_given_twice where desk_digits = ${bare}
      union select id from requests where replace(grc_number, '-', '') = ${bare}
      union select id from requests where sealed ->> 'trackingToken' = ${typed}
      union select id from requests where id = ${typed.toLowerCase()}
      union select l.request_id from mail_item_requests l join mail_items m on m.id = l.mail_item_id where m.desk_digits = ${bare} or m.id in (select record_id from numbers_given_twice where desk_digits = ${bare}) or replace(m.chrono, '-', '') = ${bare})
    limit 50`.execute(db);
  return rows.map(({ body }) => body);
}
