import { sql } from 'kysely';
import type { Town } from '#shared/domain/desk/town.ts';
import type { Procedure } from '#shared/domain/procedure/procedure.ts';
import type { SealedRequest, ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import type { Trx } from '../context.ts';

/** What a request that arrives meets. */
export type Surroundings = {
  readonly town: Town;
  /** Milliseconds until its number; 0: at once. */
  readonly delay: number;
  /** Its procedure in its version, withdrawn or not. */
  readonly procedure: Procedure | undefined;
  /** How many of the people it names are here. */
  readonly peopleKnown: number;
  /** What its id already stands for. */
  readonly known: { readonly body: ServiceRequest; readonly body_hash: string } | undefined;
};

type Row = { town: Town; delay: number; procedure: Procedure | null; people_known: number; body: ServiceRequest | null; body_hash: string | null };

/** Read in one statement: a request is the most frequent write of all. */
export async function surroundings(trx: Trx, sealed: SealedRequest): Promise<Surroundings> {
  const { rows } = await sql<Row>`
    select t.body as town, t.number_delay_ms as delay, p.body as procedure, r.body, r.body_hash,
      (select count(*)::int from citizens c where c.id = any(${`{${peopleOf(sealed).join()}}`}::text[])) as people_known
    from town t
      left join procedures p on p.code = ${sealed.procedureCode} and p.version = ${sealed.procedureVersion}
      left join requests r on r.id = ${sealed.id}`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error('a storage that serves has its town');
  const { town, delay, procedure, people_known: peopleKnown, body, body_hash } = row;
  return { town, delay, procedure: procedure ?? undefined, peopleKnown, known: body === null || body_hash === null ? undefined : { body, body_hash } };
}

/** Everyone a request names, in whatever role, once. */
export function peopleOf({ applicant, representative, beneficiaries }: SealedRequest): readonly string[] {
  return [...new Set([applicant, representative, ...beneficiaries].flatMap((party) => (party === undefined ? [] : [party.citizenId])))];
}
