import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { MAX_CHUNK_BYTES } from '#shared/contracts/grc-api/uploads.ts';
import { problemResponse } from '../problem.ts';

/** Records are small; only a piece of a file is not. */
const MAX_RECORD_BYTES = 1024 * 1024;
/** Read and thrown away, so that the answer is not lost with a connection that is closed while its client still sends. */
const MAX_DRAINED_BYTES = 32 * 1024 * 1024;
const DRAIN_MS = 5_000;

/** 413 for a body that is larger than its kind may be; one that says its length is never held in memory. */
export function sizeLimit(): MiddlewareHandler {
  const piece = limited(MAX_CHUNK_BYTES);
  const record = limited(MAX_RECORD_BYTES);
  return (call, next) => (call.req.method === 'PATCH' ? piece : record)(call, next);
}

function limited(maxSize: number): MiddlewareHandler {
  const undeclared = bodyLimit({ maxSize, onError: () => tooLarge(true) });
  return async (call, next) => {
    const declared = Number(call.req.header('content-length') ?? 0);
    if (!(declared > maxSize)) return undeclared(call, next);
    return tooLarge(declared > MAX_DRAINED_BYTES || !(await drained(call)));
  };
}

/** What is left of the body lies before the next call on the connection: it then serves no other. */
function tooLarge(isUnread: boolean): Response {
  return problemResponse({ status: 413, code: 'too-large', messageFr: 'L’envoi est trop grand.', ...(isUnread && { headers: { connection: 'close' } }) });
}

function drained(call: Context): Promise<boolean> {
  const { incoming } = call.env as HttpBindings;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), DRAIN_MS);
    incoming.once('close', () => resolve(false)).once('end', () => {
      clearTimeout(timer);
      resolve(true);
    });
    incoming.resume();
  });
}
