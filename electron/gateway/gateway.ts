import { GATEWAY_HEADER } from '#shared/contracts/desk-api/gateway-answer.ts';
import { failpoint } from '#electron/diagnostics/failpoints.ts';
import { createLogger } from '#electron/diagnostics/log.ts';
import { findRoute, grcRoutes, type GrcCredential } from './grc-routes.ts';
import { failureAnswer, judgeNetworkError } from './network-failure.ts';
import { readLimited, tooLarge } from './request-body.ts';
import type { ServerClock } from './server-clock.ts';

const log = createLogger('gateway');

/** Where the GRC answers; `launchSecret` proves to the embedded one that the caller is its own parent. */
export type GrcTarget = { readonly baseUrl: string; readonly launchSecret: string | undefined };

export type GatewayDeps = {
  /** Chromium's network stack (`fetch` of a session): the system's proxy and certificates apply. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly target: () => GrcTarget | undefined;
  readonly bearer: (credential: GrcCredential) => string | undefined;
  readonly clock: ServerClock;
  /** The GRC itself said 401 to this credential. */
  readonly onRefused: (credential: GrcCredential) => void;
  /** The network stack refused the GRC's certificate. */
  readonly onCertificateRefused: () => void;
};

/** A call that main makes for itself. `path` begins after `/v1` and is made from ids only. */
export type OutgoingCall = {
  readonly method: string;
  readonly path: string;
  readonly credential: GrcCredential | { readonly bearer: string } | 'none';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  readonly timeoutMs?: number;
};

export type Gateway = {
  /** Answers `/grc/*` of our own origin. */
  readonly forward: (request: Request) => Promise<Response>;
  /** Never rejects for the network: a failure is a 502 or 504 that carries GATEWAY_HEADER. */
  readonly send: (call: OutgoingCall) => Promise<Response>;
};

const HEADERS_IN = ['accept', 'content-type', 'idempotency-key', 'if-match', 'if-none-match', 'last-event-id'] as const;
const HEADERS_OUT = ['content-type', 'date', 'etag', 'retry-after', 'location', GATEWAY_HEADER] as const;
/** Nothing else may be shown under our own origin: a captive portal's page least of all. */
const MEDIA_OUT = /^(application\/(json|problem\+json|pdf|octet-stream)|text\/event-stream|text\/plain)\b/i;
const ANSWER_MS = 30_000;

export function createGateway({ fetch, target, bearer, clock, onRefused, onCertificateRefused }: GatewayDeps): Gateway {
  async function send(call: OutgoingCall): Promise<Response> {
    const grc = target();
    if (grc === undefined) return failureAnswer('unreachable');
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), call.timeoutMs ?? ANSWER_MS);
    try {
      const headers = new Headers(call.headers);
      const token = call.credential === 'none' ? undefined : typeof call.credential === 'string' ? bearer(call.credential) : call.credential.bearer;
      if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
      if (grc.launchSecret !== undefined) headers.set('x-plainpied-launch', grc.launchSecret);
      const answer = await fetch(`${grc.baseUrl}/v1${call.path}`, {
        method: call.method,
        headers,
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
        signal: limit.signal,
        ...(call.body !== undefined ? { body: call.body as RequestInit['body'] & {} } : {}),
      });
      return await judged(answer);
    } catch (cause) {
      const failure = judgeNetworkError(cause);
      log.info('no answer', { method: call.method, failure });
      if (failure === 'certificate') onCertificateRefused();
      return failureAnswer(failure);
    } finally {
      clearTimeout(timer);
    }
  }

  /** An event stream goes through as it comes; anything else is read whole within the time limit. */
  async function judged(answer: Response): Promise<Response> {
    if (answer.status === 407 || answer.type === 'opaqueredirect' || (answer.status >= 300 && answer.status < 304)) return failureAnswer('proxy');
    const type = answer.headers.get('content-type') ?? '';
    if (type !== '' && !MEDIA_OUT.test(type)) return failureAnswer('proxy');
    clock.observe(answer.headers.get('date'));
    const init = { status: answer.status, headers: answer.headers };
    if (type.startsWith('text/event-stream')) return new Response(answer.body, init);
    const bytes = await answer.arrayBuffer();
    return new Response(hasNoBody(answer.status) ? null : bytes, init);
  }

  async function forward(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const path = pathname.slice('/grc'.length);
    const route = findRoute(grcRoutes, request.method, path);
    if (route === undefined) {
      log.warn('no such route', { method: request.method });
      return Response.json({ code: 'no-such-route' }, { status: 404 });
    }
    if (bearer(route.credential) === undefined) return Response.json({ code: `no-${route.credential}-credential` }, { status: 401 });
    const body = request.method === 'GET' ? undefined : await readLimited(request);
    if (body === tooLarge) return Response.json({ code: 'too-large' }, { status: 413 });
    const writes = route.method === 'PUT';
    if (writes) failpoint('gateway:write-leaves');
    const answer = await send({
      method: route.method,
      path: `${path}${search}`,
      credential: route.credential,
      headers: picked(request.headers, HEADERS_IN),
      ...(body !== undefined ? { body } : {}),
    });
    if (writes) failpoint('gateway:write-answered');
    if (answer.status === 401 && answer.headers.get('content-type')?.startsWith('application/problem+json') === true) onRefused(route.credential);
    return new Response(answer.body, { status: answer.status, headers: picked(answer.headers, HEADERS_OUT) });
  }

  return { forward, send };
}

function picked(headers: Headers, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  }));
}

function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}
