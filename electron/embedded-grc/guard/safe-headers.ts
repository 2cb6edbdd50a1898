import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** What is answered is nobody's page, is kept by no cache unless it says so, and is never framed or guessed at. */
export function safeHeaders(overTls: boolean): MiddlewareHandler {
  const secure = secureHeaders({
    // Styles: of the readable page of the contract.
    contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
    xFrameOptions: 'DENY',
    strictTransportSecurity: overTls ? 'max-age=15552000' : false,
  });
  return async (call, next) => {
    await secure(call, next);
    if (!call.res.headers.has('cache-control')) call.res.headers.set('cache-control', 'no-store');
  };
}
