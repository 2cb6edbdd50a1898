import { GATEWAY_HEADER, type GatewayFailure } from '#shared/contracts/desk-api/gateway-answer.ts';

/** Judges an exception of Chromium's network stack; its code (`net::ERR_…`) only exists inside the message. */
export function judgeNetworkError(error: unknown): GatewayFailure {
  if (!(error instanceof Error)) return 'unreachable';
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timeout';
  const code = /ERR_[A-Z0-9_]+/.exec(error.message)?.[0] ?? '';
  if (/^ERR_(CERT_|SSL_|BAD_SSL|CERTIFICATE)/.test(code)) return 'certificate';
  if (/PROXY|TUNNEL/.test(code)) return 'proxy';
  if (/TIMED_OUT/.test(code)) return 'timeout';
  // The GRC never redirects: somebody in between (a captive portal) does.
  if (/redirect/i.test(error.message)) return 'proxy';
  return 'unreachable';
}

/** The answer given to the page in place of the GRC's. */
export function failureAnswer(failure: GatewayFailure): Response {
  return Response.json(
    { code: failure === 'timeout' ? 'timeout' : 'unreachable' },
    { status: failure === 'timeout' ? 504 : 502, headers: { [GATEWAY_HEADER]: failure } },
  );
}
