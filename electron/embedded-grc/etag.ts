import type { GrcCall } from './context.ts';
import { canonicalHash } from './secrets.ts';

/** The answer with its ETag, or 304 when the caller has that very state. */
export function withEtag(call: GrcCall, body: Record<string, unknown>, known?: string): Response {
  const etag = `"${known ?? canonicalHash(body).slice(0, 32)}"`;
  if (has(call.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers: { etag } });
  return call.json(body, 200, { etag });
}

/** RFC 9110 13.1.2: a list of tags, weak or not, or `*`. */
function has(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}
