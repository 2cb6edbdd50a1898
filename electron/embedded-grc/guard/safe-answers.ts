import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { MAX_CHUNK_BYTES } from '#shared/contracts/grc-api/uploads.ts';
import { problemResponse } from '../problem.ts';

/** Records are small; only a piece of a file is not. */
const MAX_RECORD_BYTES = 1024 * 1024;

/** 413 for a body that is larger than its kind may be, before it is read whole. */
export function sizeLimit(): MiddlewareHandler {
  // The rest of the body is not read, so that the connection cannot serve another call.
  const tooLarge = (): Response => problemResponse({ status: 413, code: 'too-large', messageFr: 'L’envoi est trop grand.', headers: { connection: 'close' } });
  const piece = bodyLimit({ maxSize: MAX_CHUNK_BYTES, onError: tooLarge });
  const record = bodyLimit({ maxSize: MAX_RECORD_BYTES, onError: tooLarge });
  return (call, next) => (call.req.method === 'PATCH' ? piece : record)(call, next);
}

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
