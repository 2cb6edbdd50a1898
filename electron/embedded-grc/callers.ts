import type { RouteCredential } from '#shared/contracts/grc-api/routes.ts';
import { narrower, WHOLE_TOWN } from '#shared/domain/desk/rights.ts';
import type { Caller, Grc, GrcCall } from './context.ts';
import { rightsAt } from './guard/rights.ts';
import { Problem } from './problem.ts';
import { hashSecret } from './secrets.ts';

/** Proves who calls, by the kind of credential that the route takes; throws 401 otherwise. */
export async function authenticate(grc: Grc, call: GrcCall, credential: RouteCredential): Promise<void> {
  if (credential === 'none') return;
  const bearer = /^Bearer (\S+)$/.exec(call.req.header('authorization') ?? '')?.[1];
  if (bearer === undefined) throw unauthorised('credential-missing');
  if (credential === 'enrolment') {
    call.set('enrolmentCode', bearer);
    return;
  }
  const caller = await callerOf(grc, bearer);
  if (caller === undefined) throw unauthorised('credential-unknown');
  if (credential !== 'either' && caller.kind !== credential) throw unauthorised(`${credential}-credential-needed`);
  call.set('caller', caller);
}

async function callerOf(grc: Grc, bearer: string): Promise<Caller | undefined> {
  const hash = hashSecret(bearer);
  if (bearer.startsWith('desk_')) {
    const desk = await grc.db.selectFrom('desks').select(['id', 'scope']).where('credential_hash', '=', hash).executeTakeFirst();
    return desk && { kind: 'desk', deskId: desk.id, scope: desk.scope ?? WHOLE_TOWN };
  }
  const session = await grc.db
    .selectFrom('sessions')
    .innerJoin('desks', 'desks.id', 'sessions.desk_id')
    .innerJoin('clerks', 'clerks.id', 'sessions.clerk_id')
    .select(['sessions.clerk_id', 'sessions.desk_id', 'sessions.expires_at', 'clerks.signs_in', 'desks.scope'])
    .where('token_hash', '=', hash)
    .executeTakeFirst();
  if (session === undefined || !session.signs_in || Number(session.expires_at) <= grc.clock()) return undefined;
  const rights = await rightsAt(grc.db, session.clerk_id, grc.clock());
  if (rights === undefined) return undefined;
  return { kind: 'clerk', deskId: session.desk_id, clerkId: session.clerk_id, roles: rights.roles, scope: narrower(session.scope ?? WHOLE_TOWN, rights.scope) };
}

function unauthorised(code: string): Problem {
  return new Problem({
    status: 401,
    code,
    messageFr: 'Identification nécessaire : reconnectez-vous.',
    retryable: true,
    headers: { 'www-authenticate': 'Bearer' },
  });
}
