import { expect, test } from 'vitest';
import { createGateway, type GatewayDeps } from './gateway.ts';
import { createServerClock } from './server-clock.ts';

const ID = '0190a000-0000-7000-8000-0000000000aa';
type Sent = { url: string; method: string | undefined; headers: Record<string, string>; body: unknown; redirect: string | undefined };

function gatewayOver(answer: () => Response | Promise<Response>, over: Partial<GatewayDeps> = {}) {
  const sent: Sent[] = [];
  const clock = createServerClock(() => 5, () => undefined);
  const gateway = createGateway({
    fetch: async (url, init) => {
      sent.push({ url, method: init.method, headers: Object.fromEntries(new Headers(init.headers)), body: init.body, redirect: init.redirect });
      return answer();
    },
    target: () => ({ baseUrl: 'http://127.0.0.1:9', launchSecret: 's3cret' }),
    bearer: (credential) => `the-${credential}`,
    clock,
    onRefused: () => undefined,
    onCertificateRefused: () => undefined,
    ...over,
  });
  return { gateway, sent, clock };
}
const put = (headers: Record<string, string> = {}): Request =>
  new Request(`plainpied://app/grc/requests/${ID}`, { method: 'PUT', body: '{}', headers: { 'content-type': 'application/json', ...headers } });

test('adds the credential of the route and the launch secret, and forwards only known headers', async () => {
  const { gateway, sent } = gatewayOver(() => Response.json({ rev: 1 }, { headers: { etag: '"1"', 'set-cookie': 'a=b', server: 'x' } }));
  const answer = await gateway.forward(put({ authorization: 'Bearer stolen', cookie: 'a=b', 'x-plainpied-launch': 'guess', 'idempotency-key': ID, 'if-none-match': '*' }));
  expect(sent).toEqual([
    {
      url: `http://127.0.0.1:9/v1/requests/${ID}`,
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: 'Bearer the-desk', 'x-plainpied-launch': 's3cret', 'idempotency-key': ID, 'if-none-match': '*' },
      body: new TextEncoder().encode('{}'),
      redirect: 'manual',
    },
  ]);
  expect({ status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.json() }).toEqual({
    status: 200,
    headers: { 'content-type': 'application/json', etag: '"1"' },
    body: { rev: 1 },
  });
});

test('an address outside of the table never reaches the network', async () => {
  const { gateway, sent } = gatewayOver(() => Response.json({}));
  const answer = await gateway.forward(new Request('plainpied://app/grc/sessions', { method: 'POST', body: '{}' }));
  expect([answer.status, sent]).toEqual([404, []]);
});

test('without the credential that a route needs, nothing is sent', async () => {
  const { gateway, sent } = gatewayOver(() => Response.json({}), { bearer: () => undefined });
  const answer = await gateway.forward(put());
  expect([answer.status, await answer.json(), sent]).toEqual([401, { code: 'no-desk-credential' }, []]);
});

test.each([
  ['a redirect', () => new Response(null, { status: 302, headers: { location: 'http://portal/' } })],
  ['a page of a captive portal', () => new Response('<html>', { status: 200, headers: { 'content-type': 'text/html' } })],
  ['a proxy that asks who we are', () => new Response('', { status: 407 })],
])('%s is the network’s doing, not the GRC’s, and tells no time', async (_, answerOf) => {
  const { gateway, clock } = gatewayOver(answerOf);
  const answer = await gateway.forward(put());
  expect([answer.status, answer.headers.get('x-plainpied-gateway'), clock.last()]).toEqual([502, 'proxy', undefined]);
});

test('a credential that the GRC no longer takes is told to its keeper, and a portal’s refusal is not', async () => {
  const refused: string[] = [];
  const problem = () => Response.json({ code: 'unauthorised' }, { status: 401, headers: { 'content-type': 'application/problem+json' } });
  const me = (): Request => new Request('plainpied://app/grc/me');
  await gatewayOver(problem, { onRefused: (credential) => refused.push(credential) }).gateway.forward(me());
  await gatewayOver(() => new Response('', { status: 401 }), { onRefused: (credential) => refused.push(credential) }).gateway.forward(me());
  expect(refused).toEqual(['clerk']);
});

test('no network is an answer with its reason', async () => {
  const { gateway } = gatewayOver(() => {
    throw new Error('net::ERR_CONNECTION_REFUSED');
  });
  const answer = await gateway.forward(put());
  expect([answer.status, answer.headers.get('x-plainpied-gateway'), await answer.json()]).toEqual([502, 'unreachable', { code: 'unreachable' }]);
});

test('a certificate that was refused is told, and no other failure is', async () => {
  let refused = 0;
  const failing = (message: string) => gatewayOver(() => { throw new Error(message); }, { onCertificateRefused: () => (refused += 1) }).gateway.forward(put());
  await failing('net::ERR_CONNECTION_REFUSED');
  const answer = await failing('net::ERR_CERT_AUTHORITY_INVALID');
  expect([answer.status, answer.headers.get('x-plainpied-gateway'), refused]).toEqual([502, 'certificate', 1]);
});

test('a server that never answers is given up after the time limit', async () => {
  const { gateway } = gatewayOver(() => Response.json({}), {
    fetch: (_, init) => new Promise((_resolve, reject) => init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))),
  });
  const answer = await gateway.send({ method: 'GET', path: '/clerks', credential: 'desk', timeoutMs: 10 });
  expect([answer.status, answer.headers.get('x-plainpied-gateway')]).toEqual([504, 'timeout']);
});

test('the time of the GRC is remembered beside ours', async () => {
  const { gateway, clock } = gatewayOver(() => Response.json({}, { headers: { date: 'Tue, 24 Nov 2026 12:00:00 GMT' } }));
  await gateway.forward(put());
  expect(clock.last()).toEqual({ serverMs: Date.UTC(2026, 10, 24, 12), wallMs: 5 });
});
