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
  /** A number of the GRC's sequence, for a request that is new, complete and gets its number at once. */
  readonly drawn: string | null;
  /** Its procedure in its version, withdrawn or not. */
  readonly procedure: Procedure | undefined;
  /** How many of the people it names are here. */
  readonly peopleKnown: number;
  /** What its id already stands for. */
  readonly known: { readonly body: ServiceRequest; readonly body_hash: string } | undefined;
};

type Row = { town: Town; delay: number; drawn: string | null; procedure: Procedure | null; people_known: number; body: ServiceRequest | null; body_hash: string | null };

/** Read in one statement: a request is the most frequent write of all. */
export async function surroundings(trx: Trx, sealed: SealedRequest): Promise<Surroundings> {
  const people = peopleOf(sealed);
  const { rows } = await sql<Row>`
    select t.body as town, t.number_delay_ms as delay, p.body as procedure, r.body, r.body_hash, known.people as people_known,
      case when r.id is null and t.number_delay_ms = 0 and p.code is not null and known.people = ${people.length} then nextval('grc_number')::text end as drawn
    from town t
      cross join (select count(*)::int as people from citizens c where c.id = any(${`{${people.join()}}`}::text[])) known
      left join procedures p on p.code = ${sealed.procedureCode} and p.version = ${sealed.procedureVersion}
      left join requests r on r.id = ${sealed.id}`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error('a storage that serves has its town');
  const { town, delay, drawn, procedure, people_known: peopleKnown, body, body_hash } = row;
  return { town, delay, drawn, procedure: procedure ?? undefined, peopleKnown, known: body === null || body_hash === null ? undefined : { body, body_hash } };
}

/** How many of the people that a request names are here. */
export async function countKnown(trx: Trx, request: SealedRequest): Promise<number> {
  const people = peopleOf(request);
  return people.length === 0 ? 0 : (await trx.selectFrom('citizens').select('id').where('id', 'in', people).execute()).length;
}

/** Everyone a request names, in whatever role, once. */
export function peopleOf({ applicant, representative, beneficiaries }: SealedRequest): readonly string[] {
  return [...new Set([applicant, representative, ...beneficiaries].flatMap((party) => (party === undefined ? [] : [party.citizenId])))];
}
