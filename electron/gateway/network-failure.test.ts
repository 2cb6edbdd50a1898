import { expect, test } from 'vitest';
import { GATEWAY_HEADER } from '#shared/contracts/desk-api/gateway-answer.ts';
import { failureAnswer, judgeNetworkError } from './network-failure.ts';

test.each([
  ['net::ERR_CONNECTION_REFUSED', 'unreachable'],
  ['net::ERR_INTERNET_DISCONNECTED', 'unreachable'],
  ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'certificate'],
  ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy'],
  ['net::ERR_TUNNEL_CONNECTION_FAILED', 'proxy'],
  ['net::ERR_CONNECTION_TIMED_OUT', 'timeout'],
  ['Redirect was cancelled', 'proxy'],
])('%s is %s', (message, failure) => {
  expect(judgeNetworkError(new Error(message))).toBe(failure);
});

test('our own time limit is a timeout', () => {
  expect(judgeNetworkError(new DOMException('gave up', 'AbortError'))).toBe('timeout');
});

test('the page learns why through a header, and gets JSON', async () => {
  const answer = failureAnswer('certificate');
  expect({ status: answer.status, why: answer.headers.get(GATEWAY_HEADER), body: await answer.json() }).toEqual({
    status: 502,
    why: 'certificate',
    body: { code: 'unreachable' },
  });
});
