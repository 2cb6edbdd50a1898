import type { RouteCredential } from '#shared/contracts/grc-api/routes.ts';
import type { Caller, Grc, GrcCall } from './context.ts';
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
    const desk = await grc.db.selectFrom('desks').select('id').where('credential_hash', '=', hash).executeTakeFirst();
    return desk && { kind: 'desk', deskId: desk.id };
  }
  const session = await grc.db.selectFrom('sessions').selectAll().where('token_hash', '=', hash).executeTakeFirst();
  if (session === undefined || Number(session.expires_at) <= grc.clock()) return undefined;
  return { kind: 'clerk', deskId: session.desk_id, clerkId: session.clerk_id };
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
