import type { HttpBindings } from '@hono/node-server';
import type { GrcApiRoute } from '#shared/contracts/grc-api/routes.ts';
import type { GrcCall } from '../context.ts';
import { Problem } from '../problem.ts';
import { checkRole } from './rights.ts';
import type { Limits } from './limits.ts';

type Steps = { readonly authenticate: () => Promise<void>; readonly handle: () => Promise<Response> | Response };

/** Answers one call within the limits of whoever makes it. */
export async function limitCall(limits: Limits, route: GrcApiRoute, call: GrcCall, address: string, { authenticate, handle }: Steps): Promise<Response> {
  const { credential, path } = route;
  try {
    await authenticate();
  } catch (refusal) {
    // Counted after the look at the credential: a neighbour that knocks does not shut out a desk behind the same address.
    await limits.stranger.take(address);
    throw refusal;
  }
  if (credential === 'none') await limits.stranger.take(address);
  if (credential === 'enrolment') return enrolling(limits, address, handle);
  const caller = call.get('caller');
  if (credential !== 'none') await limits.desk.take(caller.deskId);
  if (credential !== 'none') checkRole(call, route);
  if (path.endsWith('/search') && caller.kind === 'clerk') await limits.search.take(caller.clerkId);
  return handle();
}

/** Counted before the code is looked at, so that many guesses at once are no way around. */
async function enrolling(limits: Limits, address: string, handle: Steps['handle']): Promise<Response> {
  let isGuess = false;
  try {
    await limits.enrolment.take(address);
    return await handle();
  } catch (failure) {
    isGuess = failure instanceof Problem && failure.init.status === 403;
    throw failure;
  } finally {
    if (!isGuess) await limits.enrolment.giveBack(address);
  }
}

/** Whoever made the connection; behind a reverse proxy, whom the proxy says. Addresses of one IPv6 network count as one. */
export function addressOf(call: GrcCall, behindProxy: boolean): string {
  const forwarded = behindProxy ? call.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  const address = forwarded ?? (call.env as HttpBindings).incoming.socket.remoteAddress ?? '';
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  return plain.includes(':') ? networkOf(plain) : plain;
}

/** The first four groups of an IPv6 address. */
function networkOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after].slice(0, 4).join(':');
}
